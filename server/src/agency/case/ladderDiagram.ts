import type { LadderState } from './ladder.ts'
import { LADDER_TABLE, ladderStates } from './ladder.ts'

const INTRODUCTION = `# The ladder

Where an assignment of the agency can stand and what may happen to it, drawn from the table that decides it
(\`server/src/agency/case/ladder.ts\`). \`node server/commands/command.mjs drawLadder\` writes this page.

What holds an assignment is laid upon its rung: BACK means that it goes on with what held it before, otherwise on the
rung of its newest letter. In every running state money that covers all (PAY_OFF), a confirmed recall (RECALL) and a
credit loss (GIVE_UP) end it; these are left out of the drawing, and so are disputes and news about the debtor, which
the table below has.
`

const COMMON: readonly string[] = ['PAY_OFF', 'RECALL', 'GIVE_UP', 'DISPUTE', 'REPORT_DECEASED', 'REPORT_INSOLVENT']

/** Events by the state that they lead to, so that a drawing has one arrow for all of them. */
function arrows(state: LadderState): string[] {
  const byTarget = new Map<string, string[]>()
  for (const [event, target] of Object.entries(LADDER_TABLE[state])) {
    if (!COMMON.includes(event)) byTarget.set(target, [...(byTarget.get(target) ?? []), event])
  }
  return [...byTarget].map(([target, events]) => `  ${state} --> ${target}: ${events.join(', ')}`)
}

function row(state: LadderState): string {
  const events = Object.entries(LADDER_TABLE[state]).map(([event, target]) => `${event} → ${target}`)
  return `| ${state} | ${events.join('<br>')} |`
}

/** The page of the documentation, from the table itself. */
export function ladderPage(): string {
  const drawing = ['stateDiagram-v2', '  [*] --> RECEIVED', ...ladderStates.flatMap(arrows), '  CLOSED --> [*]']
  const table = ['| State | What may happen → where it leads |', '| --- | --- |', ...ladderStates.map(row)]
  return [INTRODUCTION, '```mermaid', ...drawing, '```', '', ...table, ''].join('\n')
}
