import { type RefObject, useEffect, useRef } from 'react'

/** Where the tabs do not all fit in their line, the chosen one is moved into sight; the page itself stays where it is. `shown`: they are there. */
export function useTabInView(tab: string, shown = true): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!shown) return
    const chosen = list.current?.querySelector(`[role="tab"][id$="-tab-${CSS.escape(tab)}"]`)
    if (!list.current || !chosen) return
    const frame = list.current.getBoundingClientRect()
    const place = chosen.getBoundingClientRect()
    if (place.left < frame.left || place.right > frame.right) {
      list.current.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2
    }
  }, [tab, shown])
  return list
}
