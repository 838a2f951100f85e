import { Anchor, Group, Text, TextInput, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { FeeStatementDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

/** What the service has charged the company in a month, per send and in total with VAT (requirement A4). */
export function Fees({ companyId }: { companyId: string }) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const today = useToday()
  const month = url.get('month') ?? today?.slice(0, 7)
  const { data, fault, retry } = useLatest(FeeStatementDocument, {
    variables: { companyId, month: month ?? '' },
    skip: month === undefined,
    fresh: true,
  })
  const statement = data?.feeStatement
  return (
    <section className="sheet sheet-padded">
      <Group justify="space-between" mb="sm" align="flex-end">
        <Title order={2} fz="sm">
          {t('fees.title')}
        </Title>
        <TextInput
          type="month"
          size="xs"
          label={t('fees.month')}
          value={month ?? ''}
          max={today?.slice(0, 7)}
          onChange={(event) => event.currentTarget.value && url.replace({ month: event.currentTarget.value })}
        />
      </Group>
      {fault && !statement && <ErrorState fault={fault} onRetry={retry} />}
      {statement?.lines.length === 0 && <Text className="muted">{t('fees.none')}</Text>}
      {statement && statement.lines.length > 0 && (
        <>
          <div className="scroll-x">
            <table className="small-table" style={{ width: '100%' }}>
              <thead>
                <tr>
                  <th scope="col">{t('fees.day')}</th>
                  <th scope="col">{t('fees.fee')}</th>
                  <th scope="col" className="number">
                    {t('fees.net')}
                  </th>
                  <th scope="col" className="number">
                    {t('service.vat')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {statement.lines.map((line) => (
                  <tr key={`${line.kind} ${line.sendId ?? line.assignmentId}`}>
                    <td>{formats.date(line.on)}</td>
                    <td>
                      <Link
                        to={
                          line.sendId
                            ? `/sends/${encodeURIComponent(line.sendId)}`
                            : `/assignments/${encodeURIComponent(line.assignmentId ?? '')}`
                        }
                      >
                        {t(`fees.kind.${line.kind}`)}
                      </Link>{' '}
                      {line.sendId ? `× ${formats.count(line.count)}` : line.invoiceNumber}
                    </td>
                    <td className="number">{formats.money(line.net)}</td>
                    <td className="number">{formats.money(line.vat)}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" colSpan={2}>
                    {t('fees.total', { amount: formats.money(statement.total) })}
                  </th>
                  <td className="number">{formats.money(statement.net)}</td>
                  <td className="number">{formats.money(statement.vat)}</td>
                </tr>
              </tfoot>
            </table>
          </div>
          <Group mt="sm">
            {(['pdf', 'csv'] as const).map((ending) => (
              <Anchor
                key={ending}
                size="sm"
                href={`${statement.statement}.${i18n.language}.${ending}`}
                target="_blank"
                rel="noreferrer"
              >
                {t(`fees.${ending}`)}
              </Anchor>
            ))}
          </Group>
        </>
      )}
    </section>
  )
}
