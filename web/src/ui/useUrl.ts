import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

type Changes = Record<string, string | readonly string[] | null | undefined>

/**
 * A page's state in its address: filters, order, place in the list, open panel. `set` writes a new entry of the history, so that back
 * undoes it; `replace` writes over the present one, for what changes with every key.
 */
export function useUrl() {
  const [params, setParams] = useSearchParams()

  const write = useCallback(
    (changes: Changes, replace: boolean) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            next.delete(name)
            if (typeof value === 'string' && value !== '') next.set(name, value)
            if (Array.isArray(value)) for (const item of value) next.append(name, item)
          }
          return next
        },
        { replace, preventScrollReset: true },
      )
    },
    [setParams],
  )

  return {
    params,
    get: (name: string) => params.get(name) ?? undefined,
    all: (name: string) => params.getAll(name),
    set: useCallback((changes: Changes) => write(changes, false), [write]),
    replace: useCallback((changes: Changes) => write(changes, true), [write]),
  }
}
