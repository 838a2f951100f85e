import { Button, Checkbox, Group, SegmentedControl } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BulkActModal } from '../../ui/BulkActModal.tsx'
import { BulkStatusModal } from '../../ui/BulkStatusModal.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { mendedByAct, mendedByStatus } from '../../ui/mend.ts'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useErrorText } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import type { SendCheck } from './DraftInvoices.tsx'

type Problem = SendCheck['problems'][number]

interface DraftProblemsProps {
  companyId: string
  check: SendCheck
  mayUpdate: boolean
  mayEditCustomers: boolean
  leaveOut: boolean
  onLeaveOut: (leaveOut: boolean) => void
}

/** What stands against the invoices of the whole selection: how many, what to do, and what mends many at once. */
export function DraftProblems({
  companyId,
  check,
  mayUpdate,
  mayEditCustomers,
  leaveOut,
  onLeaveOut,
}: DraftProblemsProps) {
  const { t } = useTranslation()
  const [mending, setMending] = useState<Problem>()
  const mayMend = (code: string) =>
    mendedByAct[code] === 'allow'
      ? mayEditCustomers
      : mayUpdate && (code in mendedByAct || mendedByStatus.includes(code))
  const act = mending && mendedByAct[mending.code]
  const many = mending && {
    companyId,
    count: mending.invoiceIds.length,
    selection: { invoiceIds: mending.invoiceIds },
    onClose: () => setMending(undefined),
    onDone: () => setMending(undefined),
  }
  return (
    <>
      {check.problems.length > 0 && (
        <Sheet title={t(check.problemCount > 0 ? 'draft.problems.title' : 'draft.problems.remarks')}>
          {check.problems.map((problem) => (
            <ProblemLine
              key={problem.code}
              problem={problem}
              onMend={mayMend(problem.code) ? () => setMending(problem) : undefined}
            />
          ))}
          {check.problemCount > 0 && (
            <Checkbox
              mt="sm"
              label={t('draft.leaveOut', { count: check.problemCount })}
              description={t('draft.leaveOutText')}
              checked={leaveOut}
              onChange={(event) => onLeaveOut(event.currentTarget.checked)}
            />
          )}
        </Sheet>
      )}
      {/* Stays with its outcome when the last problem is gone. */}
      {many && act && <BulkActModal act={act} {...many} />}
      {many && !act && <BulkStatusModal {...many} />}
    </>
  )
}

function ProblemLine({ problem, onMend }: { problem: Problem; onMend: (() => void) | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { code, isRemark, count } = problem
  const act = mendedByAct[code]
  const Icon = isRemark ? IconInfoCircle : IconAlertTriangle
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap" py={4}>
      <span className={isRemark ? 'state' : 'state state-amber'}>
        <Icon size={14} aria-hidden /> {formats.count(count)}
      </span>
      <Group gap="2px 12px" style={{ flex: 1, minWidth: 0 }}>
        <div>
          <ProblemWords problems={[{ code, message: code }]} />
        </div>
        <Group gap="xs">
          <button type="button" className="link-button" onClick={() => url.set({ code, only: null, after: null })}>
            {t('draft.problems.show')}
          </button>
          {onMend && (
            <Button size="compact-xs" variant="default" onClick={onMend}>
              {act
                ? t(`selection.do.${act}`, { count: problem.invoiceIds.length })
                : t('draft.problems.mendMany', { count: problem.invoiceIds.length })}
            </Button>
          )}
        </Group>
      </Group>
    </Group>
  )
}

/** Which of the chosen invoices the list shows. */
export function DraftFilter({ check }: { check: SendCheck }) {
  const { t } = useTranslation()
  const url = useUrl()
  const errorText = useErrorText()
  const code = url.get('code')
  if (check.problems.length === 0 && !code) return null
  return (
    <Group gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={t('filter.open')}
        value={url.get('only') ?? ''}
        onChange={(only) => url.set({ only: only || null, code: null, after: null })}
        data={[
          { value: '', label: t('draft.only.all', { count: check.count }) },
          { value: 'problems', label: t('draft.only.problems', { count: check.problemCount }) },
        ]}
      />
      {code && (
        <Chip text={errorText.title({ code, message: code })} onRemove={() => url.set({ code: null, after: null })} />
      )}
    </Group>
  )
}
