import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type PaymentFilesQuery,
  PaymentFileTransfersDocument,
  type PaymentFileTransfersQuery,
  RedirectTransferDocument,
  RefuseTransferDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { groupIban } from '../../format/iban.ts'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { WideTable } from '../../ui/WideTable.tsx'
import { bankWord } from './bankWord.ts'

type PaymentFile = PaymentFilesQuery['paymentFiles']['nodes'][number]
type Transfer = PaymentFileTransfersQuery['paymentFileTransfers'][number]

/** The bank refused it: why, and where it goes next time. */
function RefuseForm({ file, transfer, onDone }: { file: PaymentFile; transfer: Transfer; onDone: () => void }) {
  const { t } = useTranslation()
  const act = useAct(RefuseTransferDocument, [
    'PaymentFileTransfers',
    'PaymentFiles',
    'AgencySettlements',
    'UnpaidTransfers',
  ])
  const [reason, setReason] = useState('')
  const [newIban, setNewIban] = useState('')
  const refuse = async () => {
    const input = { fileId: file.id, ordinal: transfer.ordinal, reason, newIban: newIban.trim() || null }
    if (await act.succeeds({ input })) onDone()
  }
  return (
    <Stack gap="xs">
      <Group align="flex-end" grow preventGrowOverflow={false}>
        <TextInput
          label={t('transfer.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextInput
          label={t('transfer.newIban')}
          value={newIban}
          placeholder={transfer.toIban ? groupIban(transfer.toIban) : ''}
          onChange={(event) => setNewIban(event.currentTarget.value)}
        />
      </Group>
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      <Group justify="flex-end">
        <Button color="red" onClick={refuse} loading={act.busy} disabled={reason.trim() === ''}>
          {t('transfer.refuse')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Another account for a transfer that the bank refused. */
function RedirectForm({ file, transfer, onDone }: { file: PaymentFile; transfer: Transfer; onDone: () => void }) {
  const { t } = useTranslation()
  const act = useAct(RedirectTransferDocument, ['PaymentFileTransfers'])
  const [iban, setIban] = useState(transfer.newIban ?? '')
  const redirect = async () => {
    if (await act.succeeds({ input: { fileId: file.id, ordinal: transfer.ordinal, iban } })) onDone()
  }
  return (
    <Stack gap="xs">
      <Group align="flex-end">
        <TextInput
          label={t('transfer.redirectIban')}
          value={iban}
          placeholder={groupIban(transfer.toIban ?? '')}
          onChange={(event) => setIban(event.currentTarget.value)}
        />
        <Button variant="default" onClick={redirect} loading={act.busy} disabled={iban.trim() === ''}>
          {t('transfer.redirectAct')}
        </Button>
      </Group>
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
    </Stack>
  )
}

/** What became of a transfer: it left, or was refused, or what the bank has said of it so far. */
function TransferState({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { refusedOn, refusal, paidOn, bankStatus, newIban } = transfer
  if (refusedOn) {
    return (
      <>
        <span className="late">
          {formats.date(refusedOn)}: {refusal}
        </span>
        {newIban && <div className="small">{t('transfer.goesTo', { iban: groupIban(newIban) })}</div>}
      </>
    )
  }
  if (paidOn) return <span>{t('transfer.paidOn', { date: formats.date(paidOn) })}</span>
  if (bankStatus) return <span>{t('transfer.status', { word: bankWord(t, bankStatus), code: bankStatus })}</span>
  return null
}

/** What a payment file holds; a transfer that the bank refused is said so here. */
export function PaymentFileTransfers({ file, onClose }: { file: PaymentFile; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [chosen, setChosen] = useState<number | null>(null)
  const { data, fault, retry } = useLatest(PaymentFileTransfersDocument, {
    variables: { fileId: file.id },
    fresh: true,
  })
  const transfers = data?.paymentFileTransfers
  const isOut = file.releasedAt !== null && file.cancelledAt === null
  const chosenOne = transfers?.find(({ ordinal }) => ordinal === chosen)
  const Form = chosenOne?.refusedOn ? RedirectForm : RefuseForm
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={`${file.messageId} · ${formats.money(file.amount)}`}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      <Stack gap="md">
        {fault && <ErrorState fault={fault} onRetry={retry} />}
        {!transfers && !fault && <SkeletonRows label={t('shell.loading')} />}
        {transfers && (
          <WideTable label={t('paymentFile.transfers')}>
            <thead>
              <tr>
                <th scope="col">{t('transfer.endToEndId')}</th>
                <th scope="col">{t('transfer.to')}</th>
                <th scope="col">{t('transfer.iban')}</th>
                <th scope="col" className="number">
                  {t('payment.amount')}
                </th>
                <th scope="col">{t('paymentFile.state')}</th>
              </tr>
            </thead>
            <tbody>
              {transfers.map((transfer) => (
                <tr key={transfer.ordinal}>
                  <td>{transfer.endToEndId}</td>
                  <td>{transfer.toName}</td>
                  <td data-label={t('transfer.iban')}>{transfer.toIban && groupIban(transfer.toIban)}</td>
                  <td className="number" data-label={t('payment.amount')}>
                    {formats.money(transfer.amount)}
                  </td>
                  <td data-label={t('paymentFile.state')}>
                    <TransferState transfer={transfer} />{' '}
                    {!transfer.paidOn && !transfer.refusedOn && isOut && (
                      <Button size="compact-xs" variant="default" onClick={() => setChosen(transfer.ordinal)}>
                        {t('transfer.wasRefused')}
                      </Button>
                    )}
                    {transfer.refusedOn && (
                      <Button size="compact-xs" variant="default" onClick={() => setChosen(transfer.ordinal)}>
                        {t('transfer.redirect')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        )}
        {chosenOne && <Form key={chosenOne.ordinal} file={file} transfer={chosenOne} onDone={() => setChosen(null)} />}
      </Stack>
    </Modal>
  )
}
