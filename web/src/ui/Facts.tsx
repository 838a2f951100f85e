import { Fragment, type ReactNode } from 'react'

export interface Fact {
  name: string
  value: ReactNode
}

/** An e-mail address that does not fit its place is cut at its sign. */
function mayBreak(text: string): ReactNode {
  const parts = text.split('@')
  if (parts.length === 1) return text
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
    <Fragment key={index}>
      {index > 0 && (
        <>
          @<wbr />
        </>
      )}
      {part}
    </Fragment>
  ))
}

/** Names and values of one thing; a fact that is not known shows a dash. */
export function Facts({ facts }: { facts: readonly (Fact | false | '' | null | undefined)[] }) {
  return (
    <dl className="facts">
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact.name}>
              <dt>{fact.name}</dt>
              <dd>
                {(typeof fact.value === 'string' ? mayBreak(fact.value) : fact.value) ?? (
                  <span className="ledger-dash">–</span>
                )}
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
