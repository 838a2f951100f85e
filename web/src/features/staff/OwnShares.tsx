import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoveOwnShareDocument, type MoveOwnShareMutation, OwnSharesDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { groupIban } from '../../format/iban.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

/** The agency's own money among client funds, and its way out of them. */
export function OwnShares() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(OwnSharesDocument, { variables: {}, fresh: true })
  const act = useAct(MoveOwnShareDocument, ['OwnShares'])
  const [result, setResult] = useState<MoveOwnShareMutation['moveOwnShare']>()
  const shares = data?.ownShares ?? []
  const canMove = shares.some((share) => Number(share.movable.amount) > 0)
  const move = async () => setResult((await act.run({}))?.moveOwnShare)
  return (
    <Sheet title={t('ownShare.title')} stacked>
      <Text className="muted">{t('ownShare.text')}</Text>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {shares.map((share) => (
        <Text key={`${share.iban} ${share.share.currency}`}>
          {groupIban(share.iban)}: {t('ownShare.share', { amount: formats.money(share.share) })}
          {Number(share.lacking.amount) > 0 && (
            <span className="late"> {t('ownShare.lacking', { amount: formats.money(share.lacking) })}</span>
          )}
        </Text>
      ))}
      <Group>
        <Button variant="default" onClick={move} loading={act.busy} disabled={!canMove}>
          {t('ownShare.move')}
        </Button>
      </Group>
      {act.fault && <ErrorState fault={act.fault} />}
      {result && (
        <Text aria-live="polite">
          {result.moved.length === 0
            ? t('ownShare.movedNone')
            : t('ownShare.moved', { amount: result.moved.map((one) => formats.money(one)).join(' + ') })}
        </Text>
      )}
    </Sheet>
  )
}
