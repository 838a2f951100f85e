import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ProblemWords } from './ProblemWords.tsx'
import type { CodedProblem } from './useErrorText.ts'

/** Queries that an act on many invoices changes. */
export const MANY_CHANGE = ['SalesInvoices', 'SalesInvoiceTotals', 'CompanyHead', 'SendDraft']

interface ManyOutcomeProps {
  /** How many were changed, in words. */
  changed: string
  invoices: readonly { invoice: { number: string }; refusal: CodedProblem | null }[]
  onDone: () => void
}

/** What became of many invoices: how many were changed, and for each reason the numbers of those that were not. */
export function ManyOutcome({ changed, invoices, onDone }: ManyOutcomeProps) {
  const { t } = useTranslation()
  const refused = invoices.filter((one) => one.refusal !== null)
  const codes = [...new Set(refused.map((one) => one.refusal?.code))]
  return (
    <Stack gap="sm">
      <span role="status">{changed}</span>
      {codes.map((code) => {
        const alike = refused.filter((one) => one.refusal?.code === code)
        const problem = alike[0]?.refusal
        return (
          <div key={code} className="state-amber">
            {problem && <ProblemWords problems={[problem]} />}
            <div className="small muted">{alike.map((one) => one.invoice.number).join(', ')}</div>
          </div>
        )
      })}
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('panel.close')}</Button>
      </Group>
    </Stack>
  )
}
