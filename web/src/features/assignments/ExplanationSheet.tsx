import { Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AssignmentExplanationDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { WhatIfDays } from '../../ui/WhatIfDays.tsx'
import { usePostingText } from './usePostingText.ts'

/** The balance on a chosen day, line by line, with the interest that has not been posted yet. */
export function ExplanationSheet({ assignmentId }: { assignmentId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const postingText = usePostingText()
  const url = useUrl()
  const today = useToday()
  const on = url.get('on')
  const { data, fault, stale, retry } = useLatest(AssignmentExplanationDocument, {
    variables: { id: assignmentId, on: on ?? null },
  })
  const explanation = data?.assignment?.explanation

  if (fault && !explanation) return <ErrorState fault={fault} onRetry={retry} />
  if (!explanation) return <SkeletonRows label={t('shell.loading')} count={6} />
  return (
    <Stack className="sheet sheet-padded" gap="sm">
      <Group justify="space-between">
        <DayInput
          label={t('explanation.on')}
          size="xs"
          w={170}
          value={on ?? explanation.on}
          onChange={(value) => url.replace({ on: value && value !== today ? value : null })}
        />
        <WhatIfDays onChoose={(day) => url.replace({ on: day })} />
        <span className="muted small">{t('asOf', { date: formats.date(explanation.on) })}</span>
      </Group>
      {today && explanation.on > today && (
        <strong>
          {t('explanation.wouldBe', { date: formats.date(explanation.on), total: formats.money(explanation.total) })}
        </strong>
      )}
      {explanation.problems.map((problem) => (
        <RefusalNote key={problem.code} problem={problem} />
      ))}
      <div className="scroll-x">
        <table className={stale ? 'small-table ledger-stale' : 'small-table'} style={{ width: '100%' }}>
          <thead>
            <tr>
              <th scope="col">{t('posting.what')}</th>
              <th scope="col" className="number">
                {t('posting.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {explanation.lines.map((line, index) => (
              // An explanation is made anew for each day; its lines have no name of their own.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index}>
                <td>
                  {postingText.name(line)}
                  {!line.posted && <span className="muted"> · {t('explanation.notPosted')}</span>}
                  <div className="small muted">{postingText.ground(line)}</div>
                </td>
                <td className="number">{formats.money(line.amount)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('explanation.total')}</th>
              <td className="number">{formats.money(explanation.total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Stack>
  )
}
