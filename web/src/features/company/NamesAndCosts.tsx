import { Button, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  NamesAndCostsDocument,
  type NamesAndCostsQuery,
  RegisterAuxiliaryNameDocument,
  RemoveAuxiliaryNameDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

/** Auxiliary names that invoices may bear, and what is agreed with Duetto on the cost of the company's own letters. */
export function NamesAndCosts({ companyId }: { companyId: string }) {
  const { data, fault, retry } = useLatest(NamesAndCostsDocument, { variables: { companyId }, fresh: true })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data?.company) return null
  return (
    <>
      <Names companyId={companyId} company={data.company} />
      <Costs agreements={data.costAgreements} />
    </>
  )
}

function Names({ companyId, company }: { companyId: string; company: NonNullable<NamesAndCostsQuery['company']> }) {
  const { t } = useTranslation()
  const add = useAct(RegisterAuxiliaryNameDocument)
  const remove = useAct(RemoveAuxiliaryNameDocument)
  const [name, setName] = useState('')
  const mayChange = company.viewerCanUpdateStatus
  const fault = add.fault ?? remove.fault
  const refusal = add.refusal ?? remove.refusal
  const register = async () => {
    remove.forget()
    if (await add.succeeds({ input: { companyId, name } })) setName('')
  }
  const takeAway = async (one: string) => {
    add.forget()
    await remove.run({ input: { companyId, name: one } })
  }
  return (
    <Sheet title={t('name.title')} stacked>
      <Text size="sm" className="muted">
        {t('name.text')}
      </Text>
      {company.auxiliaryNames.map((one) => (
        <Group key={one} justify="space-between">
          <span>{one}</span>
          {mayChange && (
            <Button
              size="compact-xs"
              variant="default"
              loading={remove.busy}
              aria-label={t('name.removeName', { name: one })}
              onClick={() => takeAway(one)}
            >
              {t('cost.remove')}
            </Button>
          )}
        </Group>
      ))}
      {mayChange && (
        <Group align="flex-end">
          <TextInput
            label={t('name.new')}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            style={{ flex: '1 1 200px' }}
          />
          <Button variant="default" onClick={register} loading={add.busy} disabled={name.trim() === ''}>
            {t('name.add')}
          </Button>
        </Group>
      )}
      {refusal && <RefusalNote problem={refusal} />}
      {fault && <ErrorState fault={fault} />}
    </Sheet>
  )
}

function Costs({ agreements }: { agreements: NamesAndCostsQuery['costAgreements'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Sheet title={t('costs.title')}>
      {agreements.length === 0 ? (
        <Text size="sm" className="muted">
          {t('costs.noneCompany')}
        </Text>
      ) : (
        <table className="small-table" style={{ width: '100%' }}>
          <tbody>
            {agreements.map((one) => (
              <tr key={one.id}>
                <td>{t(`costKind.${one.kind}`)}</td>
                <td>
                  {formats.date(one.validFrom)} – {one.validTo && formats.date(one.validTo)}
                </td>
                <td className="number">{formats.money(one.amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Sheet>
  )
}
