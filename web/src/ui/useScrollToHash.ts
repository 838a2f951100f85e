import { useEffect } from 'react'
import { useLocation } from 'react-router'

/** Brings the part of the page that the address names into view, once the page has it. */
export function useScrollToHash(ready: boolean): void {
  const { hash } = useLocation()
  useEffect(() => {
    if (ready && hash) document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'start' })
  }, [ready, hash])
}
