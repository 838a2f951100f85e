import { Button, Checkbox, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  DebtStatementOfferDocument,
  type DebtStatementOfferQuery,
  GiveDebtStatementDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { AGAIN } from './CaseActModal.tsx'
import type { StaffCase } from './CasePage.tsx'

type Offer = NonNullable<DebtStatementOfferQuery['staffAssignment']['debtStatement']>

/** A debt that was given up may still be owed: it is watched further. */
const isOwed = ({ state, closeReason, balance }: StaffCase) =>
  state !== 'CLOSED' || (closeReason === 'CREDIT_LOSS' && Number(balance.amount) !== 0)

/** Gives the debtor a statement of all debts that the agency holds. Nothing when the debt has ended. */
export function StatementAct({ found }: { found: StaffCase }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  if (!isOwed(found)) return null
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('statement.act')}
      </Button>
      {isOpen && <StatementModal found={found} onClose={() => setOpen(false)} />}
    </>
  )
}

function StatementModal({ found, onClose }: { found: StaffCase; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(DebtStatementOfferDocument, { variables: { id: found.id }, fresh: true })
  const run = useAct(GiveDebtStatementDocument, AGAIN)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [again, setAgain] = useState(false)
  const offer = data?.staffAssignment.debtStatement
  // Another debt may bring a statement to light that this one was not in.
  const isRefused = run.refusal?.code === 'STATEMENT_GIVEN_BEFORE'
  const isGiven = isRefused || offer?.isFree === false
  const submit = async () => {
    const input = { assignmentId: found.id, otherIds: [...chosen], again }
    if (await run.succeeds({ input })) onClose()
  }
  return (
    <ActModal
      title={t('statement.act')}
      act={t('statement.give')}
      consequences={offer ? [t('statement.letter'), t('statement.nobody'), t('statement.free', offer)] : []}
      onAct={() => void submit()}
      onClose={onClose}
      busy={run.busy}
      disabled={!offer || (isGiven && !again)}
      refusal={isRefused && again ? null : run.refusal}
      fault={run.fault}
    >
      {fault && !data && <ErrorState fault={fault} onRetry={retry} />}
      {!data && !fault && <SkeletonRows label={t('shell.loading')} />}
      {data && !offer && <Text size="sm">{t('code.ASSIGNMENT_CLOSED.title')}</Text>}
      {offer && <Others offer={offer} chosen={chosen} onChange={setChosen} />}
      {isGiven && (
        <>
          {offer?.lastGivenOn && offer.freeFrom && (
            <Text size="sm">
              {t('statement.given', { date: formats.date(offer.lastGivenOn), from: formats.date(offer.freeFrom) })}
            </Text>
          )}
          <Checkbox
            label={t('statement.again')}
            checked={again}
            onChange={(event) => setAgain(event.currentTarget.checked)}
          />
        </>
      )}
    </ActModal>
  )
}

interface OthersProps {
  offer: Offer
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** The debtor's other debts: all of a business, to be chosen of a person. */
function Others({ offer, chosen, onChange }: OthersProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (offer.others.length === 0) return <Text size="sm">{t('statement.noOthers')}</Text>
  const nameOf = ({ creditorName, invoiceNumber, balance }: Offer['others'][number]) =>
    `${creditorName} · ${invoiceNumber} · ${formats.money(balance)}`
  if (offer.isKnown) {
    return (
      <Stack gap={4}>
        <Text size="sm">{t('statement.known', { count: offer.others.length })}</Text>
        {offer.others.map((one) => (
          <Text key={one.assignmentId} size="sm" className="muted">
            {nameOf(one)}
          </Text>
        ))}
      </Stack>
    )
  }
  return (
    <Checkbox.Group label={t('statement.choose')} value={[...chosen]} onChange={onChange}>
      <Stack gap={6} mt={6}>
        {offer.others.map((one) => (
          <Checkbox key={one.assignmentId} value={one.assignmentId} label={nameOf(one)} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
