import { Button, Checkbox, CloseButton, Group, Radio, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BeneficialOwnerInput, type SigningKind, StateIdentityDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import type { StoreCompany, StoreUser } from './StorePage.tsx'

const signingKinds: readonly SigningKind[] = ['ALONE', 'TOGETHER', 'MANDATE']

interface OwnerRow extends BeneficialOwnerInput {
  readonly key: string
}

const newOwner = (): OwnerRow => ({ key: crypto.randomUUID(), name: '', bornOn: '', country: 'FI' })

function Owners({ owners, onChange }: { owners: readonly OwnerRow[]; onChange: (owners: OwnerRow[]) => void }) {
  const { t } = useTranslation()
  const change = (key: string, more: Partial<OwnerRow>) =>
    onChange(owners.map((owner) => (owner.key === key ? { ...owner, ...more } : owner)))
  return (
    <Stack gap="xs">
      {owners.map((owner) => (
        <Group key={owner.key} gap="xs" align="flex-end" role="group" aria-label={owner.name || t('identity.owner')}>
          <TextInput
            label={t('identity.name')}
            value={owner.name}
            onChange={(event) => change(owner.key, { name: event.currentTarget.value })}
            style={{ flex: '1 1 160px' }}
          />
          <TextInput
            type="date"
            label={t('identity.bornOn')}
            value={owner.bornOn}
            onChange={(event) => change(owner.key, { bornOn: event.currentTarget.value })}
          />
          <TextInput
            label={t('identity.country')}
            value={owner.country}
            maxLength={2}
            w={110}
            onChange={(event) => change(owner.key, { country: event.currentTarget.value })}
          />
          <CloseButton
            aria-label={t('identity.removeOwner', { name: owner.name })}
            onClick={() => onChange(owners.filter(({ key }) => key !== owner.key))}
          />
        </Group>
      ))}
      <Group>
        <Button size="xs" variant="default" onClick={() => onChange([...owners, newOwner()])}>
          {t('identity.addOwner')}
        </Button>
      </Group>
    </Stack>
  )
}

interface IdentityFormProps {
  company: StoreCompany
  user: StoreUser | null
  onNext: () => void
}

/** The second step: what a collection agency has to know of its customer by law (444/2017, chapter 3). */
export function IdentityForm({ company, user, onNext }: IdentityFormProps) {
  const { t } = useTranslation()
  const known = company.activation.identity
  const act = useAct(StateIdentityDocument)
  const [signing, setSigning] = useState<SigningKind>(known?.signing ?? 'ALONE')
  const [signatories, setSignatories] = useState(known?.signatories.join('\n') ?? user?.name ?? '')
  const [owners, setOwners] = useState<OwnerRow[]>(
    known?.owners.map(({ name, bornOn, country }) => ({ key: crypto.randomUUID(), name, bornOn, country })) ?? [],
  )
  const [nobody, setNobody] = useState(known ? known.owners.length === 0 : false)
  const isAgain = company.activation.state === 'REJECTED'
  const [explanation, setExplanation] = useState('')
  const [politicallyExposed, setExposed] = useState(known?.politicallyExposed ?? false)
  const stated = nobody ? [] : owners
  const whole = nobody || (owners.length > 0 && owners.every((owner) => owner.name.trim() && owner.bornOn))

  const save = async () => {
    const identity = {
      signing,
      signatories: signatories.split('\n'),
      owners: stated.map(({ name, bornOn, country }) => ({ name, bornOn, country })),
      politicallyExposed,
      explanation: explanation.trim() || null,
    }
    if (await act.succeeds({ input: { companyId: company.id, identity } })) onNext()
  }

  return (
    <Stack gap="sm">
      <Text className="muted">{t(isAgain ? 'store.again.text' : 'identity.why')}</Text>
      <Radio.Group label={t('identity.signing')} value={signing} onChange={(value) => setSigning(value as SigningKind)}>
        <Stack gap={6} mt={4}>
          {signingKinds.map((kind) => (
            <Radio key={kind} value={kind} label={t(`identity.kind.${kind}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('identity.signatories')}
        description={t('identity.signatoriesHint')}
        autosize
        minRows={2}
        value={signatories}
        onChange={(event) => setSignatories(event.currentTarget.value)}
      />
      <Title order={3} fz="sm">
        {t('identity.owners')}
      </Title>
      <Text className="small muted">{t('identity.ownersHint')}</Text>
      <Checkbox
        label={t('identity.nobody')}
        checked={nobody}
        onChange={(event) => setNobody(event.currentTarget.checked)}
      />
      {!nobody && <Owners owners={owners} onChange={setOwners} />}
      <Checkbox
        label={t('identity.exposed')}
        checked={politicallyExposed}
        onChange={(event) => setExposed(event.currentTarget.checked)}
      />
      {isAgain && (
        <Textarea
          label={t('identity.explanation')}
          description={t('identity.explanationHint')}
          autosize
          minRows={2}
          maxLength={1000}
          value={explanation}
          onChange={(event) => setExplanation(event.currentTarget.value)}
        />
      )}
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      <Group justify="flex-end">
        <Button onClick={save} loading={act.busy} disabled={signatories.trim() === '' || !whole}>
          {t(isAgain ? 'store.again.send' : 'identity.next')}
        </Button>
      </Group>
    </Stack>
  )
}
