import type { ReactNode } from 'react'
import { Link } from 'react-router'

export interface Figure {
  name: ReactNode
  value: ReactNode
  note?: ReactNode
  /** Where a click leads. */
  to?: string
}

/** A clear strip of figures; each may lead to its list. */
export function Figures({ figures, label }: { figures: readonly Figure[]; label: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <div className="figures" role="group" aria-label={label}>
      {figures.map((figure, index) => {
        const content = (
          <>
            <div className="figure-name">{figure.name}</div>
            <div className="figure-value">{figure.value}</div>
            {figure.note && <div className="figure-note">{figure.note}</div>}
          </>
        )
        // The strip's figures never change places.
        const key = index
        return figure.to ? (
          <Link key={key} className="figure" to={figure.to}>
            {content}
          </Link>
        ) : (
          <div key={key} className="figure">
            {content}
          </div>
        )
      })}
    </div>
  )
}
