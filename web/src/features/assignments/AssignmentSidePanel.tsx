import { Group, Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { AssignmentPanelDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { KindWord, StageState } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { BalanceParts } from './BalanceParts.tsx'
import { EventTimeline } from './EventTimeline.tsx'

interface AssignmentSidePanelProps {
  id: string | undefined
  onClose: () => void
}

/** An assignment beside its list: the state, what is open, and the newest events. */
export function AssignmentSidePanel({ id, onClose }: AssignmentSidePanelProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(AssignmentPanelDocument, { variables: { id: id ?? '' }, skip: !id })
  const assignment = data?.assignment?.id === id ? data?.assignment : undefined

  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={assignment?.debtorName ?? '…'}
      pageTo={`/assignments/${encodeURIComponent(id ?? '')}`}
    >
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {!assignment && !fault && data?.assignment !== null && <SkeletonRows label={t('shell.loading')} />}
      {data?.assignment === null && (
        <EmptyState title={t('error.notFound.title')}>{t('error.notFound.text')}</EmptyState>
      )}
      {assignment && (
        <Stack gap="lg">
          <Group gap="xs">
            <StageState stage={assignment.stage} closeReason={assignment.closeReason} pill />
            <KindWord kind={assignment.kind} />
          </Group>
          <Facts
            facts={[
              {
                name: t('column.company'),
                value: (
                  <Link to={`/companies/${encodeURIComponent(assignment.company.id)}`}>{assignment.company.name}</Link>
                ),
              },
              {
                name: t('column.invoice'),
                value: (
                  <Link to={`/invoices/${encodeURIComponent(assignment.invoice.id)}`}>{assignment.invoiceNumber}</Link>
                ),
              },
              { name: t('column.due'), value: formats.date(assignment.dueOn) },
              { name: t('column.daysOverdue'), value: formats.count(assignment.daysOverdue) },
              { name: t('column.reference'), value: assignment.reference },
              { name: t('assignment.nextStep'), value: assignment.nextStepOn && formats.date(assignment.nextStepOn) },
            ]}
          />
          <BalanceParts {...assignment} />
          <div>
            <Title order={3} fz="sm" mb="xs">
              {t('assignment.events')}
            </Title>
            <EventTimeline events={assignment.events} />
          </div>
        </Stack>
      )}
    </SidePanel>
  )
}
