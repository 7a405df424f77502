import { buildOpenApi } from '../chari/openapi'

/** `npm run -s openapi`: the OpenAPI document as JSON, and nothing else, on `out`. */
export function openapiCommand(out: { readonly write: (text: string) => unknown }): void {
  out.write(`${JSON.stringify(buildOpenApi(), null, 2)}\n`)
}
