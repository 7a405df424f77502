import * as z from 'zod'
import { ENDPOINTS } from './endpoints'
import { foldKey } from './json'
import type { Endpoint, Parameter } from './parameters'
import { errorBody, requestSchema, responseSchema, wireType } from './schemas'

type Part = Readonly<Record<string, unknown>>

/** Schemas stand inside the document: the dialect is said once, at its top. */
function schemaOf(schema: z.ZodType): Part {
  const { $schema: _, ...part } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return part
}

/** `{Id}` of one call and `{id}` of another are one path: the placeholder of the table names the parameter. */
const placeholder = (row: Endpoint, parameter: Parameter): string =>
  [...row.path.matchAll(/\{(\w+)\}/g)]
    .map(([, key = '']) => key)
    .find((key) => foldKey(key) === foldKey(parameter.name)) ?? parameter.name

/** OpenAPI demands every placeholder, also where an announced call documents no parameter. */
const undocumented = (row: Endpoint): Part[] =>
  row.parameters.some((parameter) => parameter.place === 'route')
    ? []
    : [...row.path.matchAll(/\{(\w+)\}/g)].map(([, key]) => ({
        name: key,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      }))

const located = (row: Endpoint): Part[] =>
  row.parameters
    .filter((parameter) => parameter.place === 'query' || parameter.place === 'route')
    .map((parameter) => ({
      name: parameter.place === 'route' ? placeholder(row, parameter) : parameter.name,
      in: parameter.place === 'route' ? 'path' : 'query',
      required: parameter.required,
      schema: schemaOf(wireType(parameter.type)),
      ...(parameter.type === 'int[]' ? { style: 'form', explode: true } : {}),
      ...(parameter.sameAs === undefined ? {} : { description: `Carries the value of ${parameter.sameAs}.` }),
    }))

function requestBody(row: Endpoint): Part {
  const content: Record<string, Part> = {}
  if (row.parameters.some((parameter) => parameter.place === 'body'))
    content['application/json'] = { schema: schemaOf(requestSchema(row, 'body')) }
  if (row.parameters.some((parameter) => parameter.place === 'multipart'))
    content['multipart/form-data'] = { schema: schemaOf(requestSchema(row, 'multipart')) }
  return Object.keys(content).length === 0 ? {} : { requestBody: { required: true, content } }
}

const json = (schema: Part): Part => ({ content: { 'application/json': { schema } } })
const echo = { 'C-Request-Id': { schema: { type: 'string' }, description: 'The id of the request.' } }

const operation = (row: (typeof ENDPOINTS)[number]): Part => ({
  operationId: row.name,
  summary: row.title,
  tags: [row.section],
  ...(row.comingSoon ? { description: 'Announced by Chari, not delivered yet.' } : {}),
  'x-moves-money': row.moves,
  'x-repeatable': row.repeatable,
  'x-coming-soon': row.comingSoon,
  'x-sandbox-only': row.sandboxOnly,
  parameters: [{ $ref: '#/components/parameters/RequestId' }, ...located(row), ...undocumented(row)],
  ...requestBody(row),
  responses: {
    '200': {
      description: 'Done.',
      headers: echo,
      ...json({
        type: 'object',
        properties: { data: schemaOf(responseSchema(row.name)) },
        required: ['data'],
      }),
    },
    '4XX': { description: 'Refused.', headers: echo, ...json({ $ref: '#/components/schemas/Error' }) },
  },
})

/**
 * The OpenAPI 3.1 document of Chari's API as this program calls it, derived from the endpoint table.
 * Source: Chari's documentation, version 1.9; verbs and responses that it leaves out are ours.
 */
export function buildOpenApi(): Part {
  const paths: Record<string, Record<string, Part>> = {}
  for (const row of ENDPOINTS) {
    const path = paths[row.path] ?? {}
    path[row.verb.toLowerCase()] = operation(row)
    paths[row.path] = path
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Chari Money BaaS, as Guichet calls it',
      version: '1.9',
      description:
        'Derived from the endpoint table. The documentation of Chari leaves out most verbs and response bodies; those here are what the terminal expects.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'https://sandbox.charimoney.com', description: 'Sandbox' }],
    security: [{ key: [] }],
    tags: [...new Set(ENDPOINTS.map((row) => row.section))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'Chari-Api-Key' } },
      parameters: {
        RequestId: {
          name: 'C-Request-Id',
          in: 'header',
          required: false,
          schema: { type: 'string', format: 'uuid' },
          description: 'Fresh for each request; echoed.',
        },
      },
      schemas: { Error: schemaOf(errorBody) },
    },
  }
}
