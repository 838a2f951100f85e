import { Stack } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SendFactsFragment } from '../../api/generated.ts'
import { StageState, StateWord } from '../../ui/badges.tsx'
import { Figures } from '../../ui/Figures.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { PaperLink } from '../../ui/PaperLink.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Item = SendFactsFragment['items'][number]

/** A send's figures, and for each invoice whether it was sent and how it stands now. */
export function SendResult({ send }: { send: SendFactsFragment }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const columns = useMemo<LedgerColumn<Item>[]>(
    () => [
      {
        id: 'invoice',
        header: t('column.invoice'),
        card: 'fact',
        cell: ({ invoice }) => (
          <Link to={`/invoices/${encodeURIComponent(invoice.id)}`} className="row-link">
            {invoice.number}
          </Link>
        ),
      },
      { id: 'customer', header: t('column.customer'), cell: ({ invoice }) => invoice.customer.name, card: 'title' },
      { id: 'due', header: t('column.due'), number: true, cell: ({ invoice }) => formats.date(invoice.dueOn) },
      {
        id: 'open',
        header: t('column.open'),
        number: true,
        cell: ({ invoice }) => formats.money(invoice.open),
        card: 'value',
      },
      {
        id: 'outcome',
        header: t('send.outcome'),
        card: 'fact',
        cell: ({ refusal }) =>
          refusal ? (
            <>
              <StateWord look={['red', IconX]} word={t('send.refused')} /> <ProblemWords problems={[refusal]} />
            </>
          ) : (
            <StateWord look={['green', IconCheck]} word={t('send.sent')} />
          ),
      },
      {
        id: 'stage',
        header: t('send.now'),
        card: 'fact',
        cell: ({ assignment }) =>
          assignment && (
            <Link to={`/assignments/${encodeURIComponent(assignment.id)}`}>
              <StageState stage={assignment.stage} closeReason={assignment.closeReason} />
            </Link>
          ),
      },
      {
        id: 'letters',
        header: t('letter.letters'),
        card: 'fact',
        cell: ({ assignment }) =>
          assignment?.letters.map(({ id, kind, document }) => (
            <div key={id}>
              {document ? <PaperLink url={document.url}>{t(`letterKind.${kind}`)}</PaperLink> : t(`letterKind.${kind}`)}
            </div>
          )),
      },
      {
        id: 'balance',
        header: t('column.balance'),
        number: true,
        cell: ({ assignment }) => assignment && formats.money(assignment.balance),
      },
    ],
    [t, formats],
  )
  return (
    <Stack gap="md">
      <Figures
        label={t('send.totals')}
        figures={[
          { name: t('send.sentCount'), value: formats.count(send.sentCount), note: formats.moment(send.at) },
          { name: t('send.refusedCount'), value: formats.count(send.refusedCount) },
          { name: t('column.principal'), value: formats.money(send.principal) },
          {
            name: t('send.fee'),
            value: formats.money(send.fee),
            note: t('send.plusVat', { amount: formats.money(send.feeVat) }),
          },
          ...('afterReminder' in send
            ? [{ name: t('assignment.afterReminder'), value: t(`afterReminder.${send.afterReminder}.short`) }]
            : []),
        ]}
      />
      <LedgerTable
        label={t('send.items')}
        columns={columns}
        rows={send.items}
        rowId={(item) => item.invoice.id}
        empty={null}
      />
    </Stack>
  )
}
