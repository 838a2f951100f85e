import { Button, Checkbox, CopyButton, Group, Modal, MultiSelect, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CreateApiTokenDocument, TokenCompaniesDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'

const proposedDays = 90

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack>
      <Text>{t('token.shownOnce')}</Text>
      <div className="secret" data-testid="token-secret">
        {secret}
      </div>
      <Group justify="flex-end">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
              {t(copied ? 'token.copied' : 'token.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onClose}>
          {t('panel.close')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Makes a token for an API client: what it may do, in which companies, until when. */
export function CreateTokenModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const today = useToday()
  const act = useAct(CreateApiTokenDocument, ['ApiTokens'])
  const companies = useLatest(TokenCompaniesDocument, { variables: {} })
  const [name, setName] = useState('')
  const [readOnly, setReadOnly] = useState(true)
  const [companyIds, setCompanyIds] = useState<string[]>([])
  const [chosenDay, setChosenDay] = useState<string | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const expiresOn = chosenDay ?? (today ? dayjs(today).add(proposedDays, 'day').format('YYYY-MM-DD') : null)

  const create = async () => {
    if (!expiresOn) return
    const input = { name: name.trim(), readOnly, companyIds: companyIds.length > 0 ? companyIds : null, expiresOn }
    const answer = await act.run({ input })
    if (!answer) return
    setSecret(answer.createApiToken.secret)
  }

  return (
    <Modal opened onClose={onClose} title={t('token.create')} closeButtonProps={{ 'aria-label': t('panel.close') }}>
      {secret ? (
        <Secret secret={secret} onClose={onClose} />
      ) : (
        <Stack gap="sm">
          <TextInput
            label={t('token.name')}
            description={t('token.nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Checkbox
            label={t('token.readOnly')}
            description={t('token.readOnlyHint')}
            checked={readOnly}
            onChange={(event) => setReadOnly(event.currentTarget.checked)}
          />
          <MultiSelect
            label={t('token.companies')}
            description={t('token.companiesHint')}
            searchable
            data={(companies.data?.companies.nodes ?? []).map((company) => ({
              value: company.id,
              label: company.name,
            }))}
            value={companyIds}
            onChange={setCompanyIds}
          />
          <DayInput label={t('token.expiresOn')} minDate={today} value={expiresOn} onChange={setChosenDay} />
          {act.refusal && <RefusalNote problem={act.refusal} />}
          {act.fault && <ErrorState fault={act.fault} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('act.cancel')}
            </Button>
            <Button onClick={create} loading={act.busy} disabled={name.trim() === '' || !expiresOn}>
              {t('token.create')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
