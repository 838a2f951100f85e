import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  type LetterMailState,
  MailedLettersDocument,
  type MailedLettersQuery,
  PutLetterOnPaperDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Facts } from '../../ui/Facts.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { PaperLink } from '../../ui/PaperLink.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { MailState } from './MailState.tsx'

type Mailed = MailedLettersQuery['mailedLetters']['nodes'][number]

const STATES: readonly LetterMailState[] = ['WAITING', 'SENDING', 'SENT', 'FAILED']

/** One letter by e-mail: the mail as it is written, its paper, and the way to paper. */
function MailModal({ letter, onClose }: { letter: Mailed; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(PutLetterOnPaperDocument, ['MailedLetters', 'PrintDay'])
  const put = async (bounced: boolean) => {
    if (await act.succeeds({ input: { letterId: letter.id, bounced } })) onClose()
  }
  const isOnPaper = letter.mail.state === 'FAILED'
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={letter.subject}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      <Stack gap="sm">
        <Facts
          facts={[
            { name: t('column.debtor'), value: letter.debtorName },
            { name: t('staff.creditor'), value: letter.creditorName },
            {
              name: t('column.invoice'),
              value: (
                <Link to={`/staff/assignments/${encodeURIComponent(letter.assignmentId)}`}>{letter.invoiceNumber}</Link>
              ),
            },
            { name: t('letterMail.attempts'), value: letter.attempts },
          ]}
        />
        <MailState mail={letter.mail} />
        <pre className="letter" style={{ margin: 0 }}>
          {letter.body}
        </pre>
        <PaperLink url={letter.url}>{t(`letterKind.${letter.kind}`)}</PaperLink>
        <span className="small muted">{t('letterMail.hint')}</span>
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        {!isOnPaper && (
          <>
            <span className="small muted">{t('letterMail.consequence')}</span>
            <Group justify="flex-end">
              <Button variant="default" loading={act.busy} onClick={() => put(true)}>
                {t('letterMail.bounced')}
              </Button>
              <Button loading={act.busy} onClick={() => put(false)}>
                {t('letterMail.paper')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  )
}

function useColumns(): LedgerColumn<Mailed>[] {
  const { t } = useTranslation()
  const formats = useFormats()
  return useMemo(
    () => [
      { id: 'debtor', header: t('column.debtor'), cell: (one) => one.debtorName, card: 'title' },
      { id: 'creditor', header: t('staff.creditor'), cell: (one) => one.creditorName, card: 'fact' },
      { id: 'invoice', header: t('column.invoice'), cell: (one) => one.invoiceNumber },
      { id: 'kind', header: t('letter.kind'), cell: (one) => t(`letterKind.${one.kind}`), card: 'fact' },
      { id: 'written', header: t('letterMail.written'), cell: (one) => formats.moment(one.writtenAt) },
      { id: 'state', header: t('letterMail.state'), cell: (one) => <MailState mail={one.mail} />, card: 'fact' },
    ],
    [t, formats],
  )
}

/** Letters that go by e-mail, the newest first: to which address, when they were handed over, what went on paper instead. */
export function MailedLetters() {
  const { t } = useTranslation()
  const url = useUrl()
  const columns = useColumns()
  const state = STATES.find((one) => one === url.get('mailState')) ?? null
  const { data, fault, stale, retry } = useLatest(MailedLettersDocument, {
    variables: { first: 50, after: url.get('after') ?? null, states: state ? [state] : null },
    fresh: true,
  })
  const letters = data?.mailedLetters
  const open = letters?.nodes.find(({ id }) => id === url.get('letter'))
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <Stack gap="sm">
      <Select
        label={t('letterMail.state')}
        placeholder={t('letterMail.all')}
        clearable
        w={{ base: '100%', xs: 240 }}
        value={state}
        onChange={(mailState) => url.set({ mailState, after: null })}
        data={STATES.map((value) => ({ value, label: t(`letterMailState.${value}`) }))}
      />
      <LedgerTable
        label={t('letterMail.tab')}
        columns={columns}
        rows={letters?.nodes}
        rowId={(one) => one.id}
        onOpen={(one) => url.set({ letter: one.id })}
        openId={url.get('letter')}
        stale={stale}
        empty={<EmptyState title={t('letterMail.none.title')}>{t('letterMail.none.text')}</EmptyState>}
      />
      <Pager pageInfo={letters?.pageInfo} shown={letters?.nodes.length ?? 0} />
      {open && <MailModal letter={open} onClose={() => url.set({ letter: null })} />}
    </Stack>
  )
}
