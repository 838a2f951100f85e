import { Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DeadLettersDocument, ResendMessageDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { DeadLetterTable } from '../../ui/DeadLetterTable.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'

/** The company's messages to the agency that have not got through; nothing when all have. For its administrators. */
export function DeadLetters({ companyId }: { companyId: string }) {
  const { t } = useTranslation()
  const { data } = useLatest(DeadLettersDocument, { variables: { companyId }, fresh: true })
  const act = useAct(ResendMessageDocument, ['DeadLetters'])
  const resend = async (id: string) => {
    await act.run({ input: { id } })
  }
  if (!data || data.deadLetters.length === 0) return null
  return (
    <section>
      <Stack gap="sm">
        <Title order={2} fz="sm">
          {t('deadLetter.title')}
        </Title>
        {act.fault && <ErrorState fault={act.fault} />}
        {act.refusal && <RefusalNote problem={act.refusal} />}
        <DeadLetterTable letters={data.deadLetters} busy={act.busy} onResend={resend} />
      </Stack>
    </section>
  )
}
