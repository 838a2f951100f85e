import { Button, Group, TextInput, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  RemoveContactPersonDocument,
  SaveContactPersonDocument,
  SetDefaultContactPersonDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useUrl } from '../../ui/useUrl.ts'
import type { Customer } from './CustomerPage.tsx'

type Person = Customer['contactPersons'][number]

/** Whom to speak to; new invoices carry the default one when the company's setting says so. */
export function ContactPersons({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const url = useUrl()
  const choose = useAct(SetDefaultContactPersonDocument, ['Customers'])
  const chosen = customer.contactPersons.find((person) => person.id === url.get('person'))
  const close = () => url.set({ do: null, person: null })
  const mayEdit = customer.viewerCanEdit
  return (
    <section className="sheet sheet-padded">
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="sm">
          {t('customer.contacts')}
        </Title>
        {mayEdit && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => url.set({ do: 'contact', person: null })}
          >
            {t('customer.addContact')}
          </Button>
        )}
      </Group>
      <p className="small muted" style={{ marginTop: 0 }}>
        {t(customer.company.fetchContactPerson ? 'customer.contactsFetched' : 'customer.contactsNotFetched')}
      </p>
      {customer.contactPersons.length === 0 && <span className="muted">{t('customer.noContacts')}</span>}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {customer.contactPersons.map((person) => (
          <li key={person.id} style={{ padding: '6px 0' }}>
            <Group justify="space-between" gap="xs">
              <div>
                {person.name}
                {person.isDefault && <span className="small muted"> · {t('invoice.defaultContact')}</span>}
                <div className="small muted">{[person.phone, person.email].filter(Boolean).join(' · ')}</div>
              </div>
              {mayEdit && (
                <Group gap={4}>
                  {!person.isDefault && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      loading={choose.busy}
                      onClick={() => void choose.run({ input: { contactPersonId: person.id } })}
                    >
                      {t('customer.makeDefault')}
                    </Button>
                  )}
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={t('customer.editContact', { name: person.name })}
                    onClick={() => url.set({ do: 'contact', person: person.id })}
                  >
                    {t('customer.edit')}
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="red"
                    aria-label={t('customer.removeNamed', { name: person.name })}
                    onClick={() => url.set({ do: 'remove', person: person.id })}
                  >
                    {t('customer.remove')}
                  </Button>
                </Group>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {choose.fault && <ErrorState fault={choose.fault} />}
      {mayEdit && url.get('do') === 'contact' && <ContactModal customer={customer} person={chosen} onClose={close} />}
      {mayEdit && url.get('do') === 'remove' && chosen && <RemoveModal person={chosen} onClose={close} />}
    </section>
  )
}

function ContactModal(props: { customer: Customer; person: Person | undefined; onClose: () => void }) {
  const { customer, person, onClose } = props
  const { t } = useTranslation()
  const act = useAct(SaveContactPersonDocument, ['Customers'])
  const [name, setName] = useState(person?.name ?? '')
  const [phone, setPhone] = useState(person?.phone ?? '')
  const [email, setEmail] = useState(person?.email ?? '')
  const submit = async () => {
    const whose = person ? { contactPersonId: person.id } : { customerId: customer.id }
    if (await act.succeeds({ input: { ...whose, name, phone: phone || null, email: email || null } })) onClose()
  }
  return (
    <ActModal
      title={person ? t('customer.editContact', { name: person.name }) : t('customer.addContact')}
      act={t('customer.save')}
      consequences={[!person && customer.contactPersons.length === 0 && t('customer.firstIsDefault')]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={name.trim() === ''}
      refusal={act.refusal}
      fault={act.fault}
    >
      <TextInput
        label={t('customer.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput label={t('customer.phone')} value={phone} onChange={(event) => setPhone(event.currentTarget.value)} />
      <TextInput
        label={t('customer.email')}
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
    </ActModal>
  )
}

function RemoveModal({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(RemoveContactPersonDocument, ['Customers'])
  const submit = async () => {
    if (await act.run({ input: { contactPersonId: person.id } })) onClose()
  }
  return (
    <ActModal
      title={t('customer.removeNamed', { name: person.name })}
      act={t('customer.remove')}
      consequences={[t('customer.removeText'), person.isDefault && t('customer.removeDefaultText')]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      fault={act.fault}
      danger
    />
  )
}
