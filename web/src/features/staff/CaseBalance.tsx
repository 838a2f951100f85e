import { Group, Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StaffCaseBalanceDocument, type StaffCaseBalanceQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { WhatIfDays } from '../../ui/WhatIfDays.tsx'

type Instalment = StaffCaseBalanceQuery['staffAssignment']['instalmentsOn'][number]
type Line = StaffCaseBalanceQuery['staffAssignment']['explanation']['lines'][number]

function useLineText() {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  return {
    name: ({ kind }: Line) => {
      const key = `postingKind.${kind}`
      return i18n.exists(key) ? t(key as 'postingKind.PRINCIPAL') : kind
    },
    ground: ({ from, to, days, ratePercent, base, section }: Line) => {
      const interest =
        from && to && ratePercent !== null
          ? t('posting.interest', {
              from: formats.date(from),
              to: formats.date(to),
              count: days ?? 0,
              rate: formats.percent(ratePercent),
              base: base ? formats.money(base) : '',
            })
          : undefined
      return [interest, section].filter(Boolean).join(' · ')
    },
  }
}

/** What is owed on a day by the agency's book: a day gone by, today, or what would be asked of a payment on a day to come. */
export function CaseBalance({ caseId }: { caseId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const lineText = useLineText()
  const url = useUrl()
  const on = url.get('on') ?? null
  const { data, fault, stale, retry } = useLatest(StaffCaseBalanceDocument, { variables: { id: caseId, on } })
  const explanation = data?.staffAssignment.explanation
  const instalments = data?.staffAssignment.instalmentsOn ?? []
  if (fault && !explanation) return <ErrorState fault={fault} onRetry={retry} />
  if (!explanation) return <SkeletonRows label={t('shell.loading')} count={6} />
  return (
    <Stack className="sheet sheet-padded" gap="sm">
      <Group align="flex-end">
        <DayInput
          label={t('explanation.on')}
          size="xs"
          w={170}
          value={on ?? explanation.on}
          onChange={(value) => url.replace({ on: value })}
        />
        <WhatIfDays onChoose={(day) => url.replace({ on: day })} />
      </Group>
      {explanation.problem && <div className="late">{explanation.problem}</div>}
      <div className="scroll-x">
        <table className={stale ? 'small-table ledger-stale' : 'small-table'} style={{ width: '100%' }}>
          <tbody>
            {explanation.lines.map((line, index) => (
              // Lines are made anew for each day and have no name of their own.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index}>
                <td>{formats.date(line.on)}</td>
                <td>
                  {lineText.name(line)}
                  {!line.posted && <span className="muted"> · {t('explanation.notPosted')}</span>}
                  <div className="small muted">{lineText.ground(line)}</div>
                </td>
                <td className="number">{formats.money(line.amount)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {t('explanation.total')}
              </th>
              <td className="number">{formats.money(explanation.total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {instalments.length > 0 && <PlanOn instalments={instalments} on={explanation.on} />}
    </Stack>
  )
}

/** How the running plan stands on the day, if nothing more is paid until then. */
function PlanOn({ instalments, on }: { instalments: readonly Instalment[]; on: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <section aria-labelledby="plan-on">
      <Title order={3} fz="sm" id="plan-on">
        {t('case.planOn', { date: formats.date(on) })}
      </Title>
      <div className="small muted">{t('case.planHint')}</div>
      <div className="scroll-x">
        <table className="small-table" style={{ width: '100%' }}>
          <thead>
            <tr>
              <th scope="col">{t('case.instalment')}</th>
              <th scope="col">{t('case.dueOn')}</th>
              <th scope="col" className="number">
                {t('payment.amount')}
              </th>
              <th scope="col" className="number">
                {t('case.covered')}
              </th>
              <th scope="col">{t('letterMail.state')}</th>
            </tr>
          </thead>
          <tbody>
            {instalments.map((one) => (
              <tr key={one.ordinal}>
                <td>{one.ordinal}</td>
                <td>{formats.date(one.dueOn)}</td>
                <td className="number">{formats.money(one.amount)}</td>
                <td className="number">{formats.money(one.covered)}</td>
                <td className={one.state === 'LATE' ? 'late' : undefined}>
                  {t(`instalmentState.${one.state as 'PAID'}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
