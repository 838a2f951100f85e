import { Checkbox, Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type DebtorKind,
  type Language,
  UpdateCustomerDocument,
  type UpdateCustomerInput,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import type { Customer } from './CustomerPage.tsx'

const texts = ['name', 'businessId', 'street', 'postCode', 'town', 'country', 'email', 'phone'] as const
type Text = (typeof texts)[number]

interface EditCustomerProps {
  customer: Customer
  /** The field that is to be mended. */
  focus: string | undefined
  onClose: () => void
}

/** Edits a card. Only what was changed is sent: that, and nothing else, is from then on kept from imports. */
export function EditCustomerModal({ customer, focus, onClose }: EditCustomerProps) {
  const { t } = useTranslation()
  const act = useAct(UpdateCustomerDocument, ['Customer', 'Customers'])
  const [typed, setTyped] = useState<Partial<Record<Text, string>>>({})
  const [kind, setKind] = useState<DebtorKind | null>(customer.kindAssumed ? null : customer.kind)
  const [language, setLanguage] = useState<Language | null>(customer.languageAssumed ? null : customer.language)
  const [prohibited, setProhibited] = useState(customer.collectionProhibited)

  const changed: Omit<UpdateCustomerInput, 'customerId'> = {
    ...Object.fromEntries(
      texts.flatMap((name) => {
        const text = typed[name]?.trim()
        return text === undefined || text === (customer[name] ?? '') ? [] : [[name, text || null]]
      }),
    ),
    ...(kind !== null && (customer.kindAssumed || kind !== customer.kind) ? { kind } : {}),
    ...(language !== null && (customer.languageAssumed || language !== customer.language) ? { language } : {}),
    ...(prohibited !== customer.collectionProhibited ? { collectionProhibited: prohibited } : {}),
  }
  const submit = async () => {
    if (await act.succeeds({ input: { customerId: customer.id, ...changed } })) onClose()
  }
  const text = (name: Text, label: string) => (
    <TextInput
      label={label}
      data-autofocus={name === (focus ?? 'name') || undefined}
      value={typed[name] ?? customer[name] ?? ''}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
    />
  )
  return (
    <ActModal
      title={t('customer.edit')}
      act={t('customer.save')}
      size="lg"
      consequences={[t('customer.keptFromImports')]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={Object.keys(changed).length === 0}
      refusal={act.refusal}
      fault={act.fault}
    >
      {text('name', t('customer.name'))}
      <Group grow align="flex-start">
        <Select
          label={t('assignment.debtorKind')}
          data-autofocus={focus === 'kind' || undefined}
          placeholder={`${t(`debtorKind.${customer.kind}`)} (${t('customers.assumed')})`}
          data={(['CONSUMER', 'BUSINESS'] as const).map((one) => ({ value: one, label: t(`debtorKind.${one}`) }))}
          value={kind}
          onChange={(value) => setKind(value as DebtorKind | null)}
          allowDeselect={customer.kindAssumed}
        />
        {text('businessId', t('column.businessId'))}
      </Group>
      {text('street', t('customer.street'))}
      <Group grow align="flex-start">
        {text('postCode', t('customer.postCode'))}
        {text('town', t('customer.town'))}
      </Group>
      {text('country', t('customer.country'))}
      <Group grow align="flex-start">
        {text('email', t('customer.email'))}
        {text('phone', t('customer.phone'))}
      </Group>
      <Select
        label={t('customer.language')}
        data-autofocus={focus === 'language' || undefined}
        data={(['FI', 'SV', 'EN'] as const).map((one) => ({ value: one, label: t(`customer.languages.${one}`) }))}
        placeholder={`${t(`customer.languages.${customer.language}`)} (${t('customers.assumed')})`}
        value={language}
        onChange={(value) => setLanguage(value as Language | null)}
        allowDeselect={customer.languageAssumed}
      />
      <Checkbox
        label={t('customer.prohibit')}
        data-autofocus={focus === 'collectionProhibited' || undefined}
        description={t('customer.prohibitText')}
        checked={prohibited}
        onChange={(event) => setProhibited(event.currentTarget.checked)}
      />
    </ActModal>
  )
}
