import type { ReactNode } from 'react'

/** Numbers, references, phones and hosts keep their own direction inside Arabic. */
export function Bidi({ children }: { readonly children: ReactNode }) {
  return <bdi dir="ltr">{children}</bdi>
}
