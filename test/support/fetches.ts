/** Counts what is fetched in this process, so that a held clock knows when the world outside stands still. */
export function watchFetches(): { readonly underWay: () => number; readonly end: () => void } {
  const real = globalThis.fetch
  let underWay = 0
  globalThis.fetch = async (...args) => {
    underWay += 1
    try {
      return await real(...args)
    } finally {
      underWay -= 1
    }
  }
  return {
    underWay: () => underWay,
    end: () => {
      globalThis.fetch = real
    },
  }
}
