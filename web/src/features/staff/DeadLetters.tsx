import { Stack } from '@mantine/core'
import { AgencyDeadLettersDocument, ResendAgencyMessageDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { DeadLetterTable } from '../../ui/DeadLetterTable.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'

/** The agency's messages to companies that have not got through. */
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
    </Stack>
  )
}
