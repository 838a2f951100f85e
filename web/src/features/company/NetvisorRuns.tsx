import { Anchor, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { NetvisorDifference } from '../../ui/NetvisorDifference.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useErrorText } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { type ConnectionProps, Words } from './NetvisorConnection.tsx'

const counts = ['read', 'newInvoices', 'payments', 'changed', 'refused'] as const

/** The newest fetches: what each brought, or why it ended early. */
export function NetvisorRuns({ company }: ConnectionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const errorText = useErrorText()
  const runs = company.netvisor?.runs ?? []
  return (
    <Sheet title={t('connection.run.title')} stacked>
      <Text size="sm" className="muted">
        {runs.length === 0 ? t('connection.run.none') : t('connection.run.text')}
      </Text>
      {runs.length > 0 && (
        <div className="scroll-x">
          <table className="small-table" style={{ width: '100%' }}>
            <thead>
              <tr>
                <th scope="col">{t('connection.run.started')}</th>
                {counts.map((name) => (
                  <th key={name} scope="col" className="number">
                    {t(`connection.run.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <td>
                    {formats.moment(run.startedAt)}
                    {run.askedBy && <span className="muted"> · {run.askedBy}</span>}
                    {!run.endedAt && <div className="small muted">{t('connection.running')}</div>}
                    {run.error && (
                      <div className="small">
                        <strong>{errorText.title(run.error)}</strong> {errorText.advice(run.error)}
                        <Words problem={run.error} />
                      </div>
                    )}
                  </td>
                  {counts.map((name) => (
                    <td key={name} className="number">
                      {formats.count(run[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Sheet>
  )
}

/** Changes of invoices in Netvisor that wait for a person. Nothing when all were taken over. */
export function NetvisorDifferences({ company }: ConnectionProps) {
  const { t } = useTranslation()
  const differences = company.netvisor?.differences ?? []
  if (differences.length === 0) return null
  return (
    <Sheet title={t('connection.difference.title')} stacked>
      <Text size="sm" className="muted">
        {t('connection.difference.text')}
      </Text>
      <Stack gap="lg">
        {differences.map((one) => (
          <NetvisorDifference
            key={one.netvisorKey}
            companyId={company.id}
            difference={one}
            mayDecide={company.viewerCanUpdateStatus}
            named
          />
        ))}
      </Stack>
    </Sheet>
  )
}

/** Invoices that the books could not take, each with the reason. Nothing when all came. */
export function NetvisorRefusals({ company }: ConnectionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const errorText = useErrorText()
  const refusals = company.netvisor?.refusals ?? []
  if (refusals.length === 0) return null
  return (
    <Sheet title={t('connection.run.refusals')} stacked>
      <Text size="sm" className="muted">
        {t('connection.run.refusalsText')}
      </Text>
      <table className="small-table" style={{ width: '100%' }}>
        <tbody>
          {refusals.map((one) => (
            <tr key={one.netvisorKey}>
              <td>{one.number}</td>
              <td>
                <strong>{errorText.title(one.error)}</strong> {errorText.advice(one.error)}
              </td>
              <td className="muted">{formats.moment(one.seenAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}

/** Statuses that Netvisor has not taken yet. Nothing when it has all. */
export function NetvisorReports({ company }: ConnectionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const errorText = useErrorText()
  const { netvisor } = company
  if (!netvisor || netvisor.statusesWaiting === 0) return null
  return (
    <Sheet title={t('connection.report.title')} stacked>
      <Text size="sm" className="muted">
        {t('connection.report.waiting', { count: netvisor.statusesWaiting })}
      </Text>
      {netvisor.reportFailures.length > 0 && (
        <table className="small-table" style={{ width: '100%' }}>
          <tbody>
            {netvisor.reportFailures.map(({ invoice, error, attempts, nextTryAt }) => (
              <tr key={invoice?.id ?? attempts}>
                <td>
                  {invoice && (
                    <Anchor component={Link} to={`/invoices/${encodeURIComponent(invoice.id)}`}>
                      {invoice.number}
                    </Anchor>
                  )}
                </td>
                <td>
                  <strong>{errorText.title(error)}</strong>
                  {error.code === 'NETVISOR_REFUSED' && (
                    <div className="small muted">{t('connection.words', { words: error.message })}</div>
                  )}
                </td>
                <td className="muted">
                  {t('connection.report.attempts', { count: attempts })}
                  {nextTryAt && (
                    <div className="small">{t('connection.report.next', { date: formats.moment(nextTryAt) })}</div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Sheet>
  )
}
