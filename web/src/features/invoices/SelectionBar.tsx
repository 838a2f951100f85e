import { Anchor, Button, CloseButton, Menu } from '@mantine/core'
import {
  IconBellOff,
  IconCalendar,
  IconChevronDown,
  IconMessageReport,
  IconPencil,
  IconSend,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ActivationState, InvoiceSectionName } from '../../api/generated.ts'
import type { BulkAct } from '../../ui/BulkActModal.tsx'
import { ExportMenu } from '../../ui/ExportMenu.tsx'
import { keepDraft, type SendDraft } from '../../ui/sendDraft.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { type InvoiceChoice, MOST, MOST_SENT } from './useInvoiceSelection.ts'

interface SelectionBarProps {
  /** The service that the section's invoices are sent to; none from the others. */
  kind: SendDraft['kind'] | undefined
  section: InvoiceSectionName
  mayUpdate: boolean
  onUpdate: () => void
  onAct: (act: BulkAct) => void
  companyId: string
  choice: InvoiceChoice
  list: SendDraft['list']
  company:
    | {
        viewerCanSend: boolean
        viewerCanUpdateStatus: boolean
        viewerCanEditCustomers: boolean
        activation: { state: ActivationState }
      }
    | null
    | undefined
  onExport: (format: 'csv' | 'xlsx') => void
  exporting: boolean
}

const onBar = { variant: 'outline', color: 'gray', c: '#fff' } as const

/** What has been chosen: how many, what sum, and what can be done with it. */
export function SelectionBar(props: SelectionBarProps) {
  const { kind, companyId, choice, list, company } = props
  const { t } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate()
  const active = company?.activation.state === 'ACTIVE'
  // Named one by one an act takes fewer than all that match: those are named by their filter.
  const isTooManyAtOnce = choice.count > MOST
  const isTooMany = choice.isAll ? choice.count > MOST_SENT : isTooManyAtOnce

  // In the service the agency is asked instead, one invoice at a time.
  const isOwn = props.section !== 'IN_SERVICE'
  const acts = (
    [
      [company?.viewerCanUpdateStatus, 'dueDate', IconCalendar],
      [company?.viewerCanUpdateStatus, 'dispute', IconMessageReport],
      [company?.viewerCanEditCustomers, 'prohibit', IconBellOff],
    ] as const
  ).flatMap(([may, act, icon]) => (isOwn && may ? [[act, icon] as const] : []))

  const prepare = () => {
    const key = crypto.randomUUID()
    const {
      invoiceIds = [],
      filter,
      expectedCount,
    } = choice.selection as Partial<SendDraft> & { expectedCount?: number }
    keepDraft(key, {
      kind: kind ?? 'REMINDER',
      companyId,
      invoiceIds,
      list,
      ...(filter ? { filter, expectedCount } : {}),
    })
    void navigate(`/companies/${encodeURIComponent(companyId)}/send/${key}`)
  }

  return (
    <section className="ledger-bar no-print" aria-label={t('selection.label')}>
      <span aria-live="polite">
        {t('selection.chosen', { count: choice.count })} · <strong>{choice.sums.map(formats.money).join(' + ')}</strong>
      </span>
      {choice.mayChooseAll && (
        <Anchor component="button" type="button" c="#fff" td="underline" className="small" onClick={choice.chooseAll}>
          {t('selection.all', { count: choice.matching })}
        </Anchor>
      )}
      {(kind || acts.length > 0) && (
        <Menu position="top-start" withinPortal>
          <Menu.Target>
            <Button size="xs" color="plum.3" c="#22211d" rightSection={<IconChevronDown size={14} aria-hidden />}>
              {t(`selection.handle.${kind ?? 'OPEN'}`)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kind && (
              <Menu.Item
                leftSection={<IconSend size={14} aria-hidden />}
                onClick={prepare}
                disabled={!company?.viewerCanSend || !active || isTooMany}
              >
                {t(`selection.transfer.${kind}`)}
                <div className="small muted">{t(`selection.transferText.${kind}`)}</div>
              </Menu.Item>
            )}
            {props.mayUpdate && company?.viewerCanUpdateStatus && (
              <Menu.Item
                leftSection={<IconPencil size={14} aria-hidden />}
                onClick={props.onUpdate}
                disabled={isTooManyAtOnce}
              >
                {t('updateStatus.open')}
                {isTooManyAtOnce && <div className="small muted">{t('selection.tooManyStatus', { count: MOST })}</div>}
              </Menu.Item>
            )}
            {acts.map(([act, Icon]) => (
              <Menu.Item
                key={act}
                leftSection={<Icon size={14} aria-hidden />}
                onClick={() => props.onAct(act)}
                disabled={isTooManyAtOnce}
              >
                {t(`selection.acts.${act}`)}
                {isTooManyAtOnce && <div className="small muted">{t('selection.tooManyActs', { count: MOST })}</div>}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <ExportMenu onExport={props.onExport} busy={props.exporting} look={onBar} />
      {isTooMany && <span>{t('selection.tooMany', { count: choice.isAll ? MOST_SENT : MOST })}</span>}
      {props.section === 'IN_SERVICE' && <span>{t('selection.inServiceText')}</span>}
      {kind && company && !active && <span>{t('selection.notActive')}</span>}
      {kind && company && active && !company.viewerCanSend && <span>{t('selection.noRight')}</span>}
      <CloseButton
        size="sm"
        c="#fff"
        variant="transparent"
        aria-label={t('selection.clear')}
        onClick={choice.clear}
        ml="auto"
      />
    </section>
  )
}
