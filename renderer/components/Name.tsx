/** A person's name in its own direction, whatever the language of the screen; it wraps, and is never cut. */
export function Name({ children }: { readonly children: string }) {
  return <bdi className="name">{children}</bdi>
}
