import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AgencyDeadLettersDocument, ResendAgencyMessageDocument, StaffMailDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { DeadLetterTable } from '../../ui/DeadLetterTable.tsx'
import { MailList } from '../../ui/MailList.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'

/** The newest mail that the service has written to people. */
function Mail() {
  const { t } = useTranslation()
  const { data, fault, retry } = useLatest(StaffMailDocument, { variables: {}, fresh: true })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('deadLetter.mail')} count={4} />
  return (
    <Sheet title={t('deadLetter.mail')}>
      <MailList mails={data.staffMail.nodes} />
    </Sheet>
  )
}

/** The agency's messages to companies that have not got through, and the mail to people. */
export function DeadLetters() {
  const { data, fault, retry } = useLatest(AgencyDeadLettersDocument, { variables: {}, fresh: true })
  const act = useAct(ResendAgencyMessageDocument, ['AgencyDeadLetters'])
  const resend = async (id: string) => {
    await act.run({ input: { id } })
  }
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <Stack gap="sm">
      {act.fault && <ErrorState fault={act.fault} />}
      {act.refusal && <RefusalNote problem={act.refusal} />}
      <DeadLetterTable letters={data?.agencyDeadLetters} busy={act.busy} onResend={resend} />
      <Mail />
    </Stack>
  )
}
