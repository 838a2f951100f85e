import type { ReactNode } from 'react'

/**
 * A table that may be wider than the screen: it scrolls sideways, also by the keyboard. On a phone each row is a block of its own; cells name
 * themselves by `data-label`.
 */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse (WCAG 2.1.1)
    <section className="scroll-x" tabIndex={0} aria-label={label}>
      <table className="small-table small-table-stack" style={{ width: '100%' }}>
        {children}
      </table>
    </section>
  )
}
