import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DecideNetvisorChangeDocument, type NetvisorDifferenceFragment } from '../api/generated.ts'
import { useAct } from '../api/useAct.ts'
import type { Formats } from '../format/format.ts'
import { ProblemWords } from './ProblemWords.tsx'
import { ErrorState, RefusalNote } from './states.tsx'
import { useFormats } from './useFormats.ts'

interface DifferenceProps {
  companyId: string
  difference: NetvisorDifferenceFragment
  mayDecide: boolean
  /** Whether the invoice's number is shown, with the way to it. */
  named?: boolean
}

type Part = NetvisorDifferenceFragment['parts'][number]

/** What stands here, and what stands in Netvisor. */
function sides(t: TFunction, formats: Formats, part: Part, one: NetvisorDifferenceFragment): [string, string] {
  switch (part) {
    case 'TOTAL':
      return [formats.money(one.totalHere), one.totalThere ? formats.money(one.totalThere) : '–']
    case 'DUE_DATE':
      return [formats.date(one.dueOnHere), one.dueOnThere ? formats.date(one.dueOnThere) : '–']
    case 'ROWS':
      return ['–', t('connection.difference.word.rows')]
    case 'STATUS':
      return [t(`status.${one.invoice.status}`), t('connection.difference.word.rejected')]
    case 'CREDIT_NOTE':
      return [t('connection.difference.word.matched'), t('connection.difference.word.unmatched')]
  }
}

/** A change of an invoice in Netvisor that waits for a person: both sides, why it waits, and the decision. */
export function NetvisorDifference({ companyId, difference, mayDecide, named }: DifferenceProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const act = useAct(DecideNetvisorChangeDocument, [
    'Connections',
    'SalesInvoice',
    'SalesInvoices',
    'SalesInvoiceTotals',
  ])
  const { netvisorKey, number, parts, invoice, canBeTakenOver, error, since } = difference
  const decide = (takeOver: boolean) => act.run({ input: { companyId, netvisorKey, takeOver } })
  return (
    <Stack gap={6}>
      <Group gap="xs" justify="space-between">
        {named && (
          <Anchor component={Link} to={`/invoices/${encodeURIComponent(invoice.id)}`}>
            {invoice.number}
          </Anchor>
        )}
        <Text size="xs" className="muted">
          {t('connection.difference.since', { date: formats.moment(since) })}
        </Text>
      </Group>
      <table className="small-table" style={{ width: '100%' }}>
        <thead>
          <tr>
            <td />
            <th scope="col" className="number">
              {t('connection.difference.here')}
            </th>
            <th scope="col" className="number">
              {t('connection.difference.there')}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => {
            const [here, there] = sides(t, formats, part, difference)
            return (
              <tr key={part}>
                <th scope="row">{t(`connection.difference.part.${part}`, { number })}</th>
                <td className="number">{here}</td>
                <td className="number">{there}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className="small state-amber">
        <ProblemWords problems={[error]} />
      </div>
      {act.refusal && act.refusal.code !== error.code && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      {mayDecide && (
        <Group gap="xs">
          {canBeTakenOver && (
            <Button size="compact-sm" onClick={() => void decide(true)} loading={act.busy}>
              {t('connection.difference.take')}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => void decide(false)} loading={act.busy}>
            {t('connection.difference.keep')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
