import { type RefObject, useEffect, useRef } from 'react'

/** Where the tabs do not all fit in their line, the chosen one is moved into sight; the page itself stays where it is. */
export function useTabInView(tab: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chosen = list.current?.querySelector(`[role="tab"][id$="-tab-${CSS.escape(tab)}"]`)
    if (!list.current || !chosen) return
    const frame = list.current.getBoundingClientRect()
    const place = chosen.getBoundingClientRect()
    if (place.left < frame.left || place.right > frame.right) {
      list.current.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2
    }
  }, [tab])
  return list
}
