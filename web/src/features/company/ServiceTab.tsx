import { Alert, Button, Grid, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { CompanyServiceDocument, type CompanyServiceQuery, EndMasterIdLinkDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { groupIban } from '../../format/iban.ts'
import { ActivationStateWord } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import type { CodedProblem } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { ActivationModal } from './ActivationModal.tsx'
import { DeadLetters } from './DeadLetters.tsx'
import { Fees } from './Fees.tsx'
import { NamesAndCosts } from './NamesAndCosts.tsx'
import { RemoveService } from './RemoveService.tsx'
import { ServiceInvoices } from './ServiceInvoices.tsx'

type Company = NonNullable<CompanyServiceQuery['company']>
type Link = Company['links'][number]

function Activation({ company }: { company: Company }) {
  const { t } = useTranslation()
  const url = useUrl()
  const step = url.get('activate')
  const canBegin =
    company.viewerCanActivate && ['NOT_ACTIVE', 'TERMS_PENDING', 'REMOVED'].includes(company.activation.state)
  const formats = useFormats()
  const { activation } = company
  return (
    <section className="sheet sheet-padded">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2} fz="sm">
            {t('service.activation')}
          </Title>
          <ActivationStateWord state={activation.state} pill />
        </Group>
        <Facts
          facts={[
            { name: t('service.termsVersion'), value: activation.termsVersion },
            { name: t('service.acceptedAt'), value: activation.acceptedAt && formats.moment(activation.acceptedAt) },
            { name: t('service.email'), value: activation.contactEmail },
            { name: t('service.phone'), value: activation.contactPhone },
            { name: t('service.accounts'), value: company.bankAccounts.map(groupIban).join(', ') || null },
            {
              name: t('service.myRoles'),
              value: company.myRoles.map((role) => t(`role.${role}`)).join(', ') || t('service.throughMasterId'),
            },
          ]}
        />
        {activation.state !== 'ACTIVE' && (
          <Alert variant="light" color="gray" icon={<IconInfoCircle size={18} />}>
            {t(`service.state.${activation.state}`)} {!company.viewerCanActivate && t('service.whoActivates')}
            {activation.state === 'REJECTED' && activation.kycNote && <div>{activation.kycNote}</div>}
            {activation.state === 'REMOVED' && activation.removedReason && <div>{activation.removedReason}</div>}
          </Alert>
        )}
        {canBegin && (
          <Group>
            <Button onClick={() => url.set({ activate: 'data' })}>{t('service.take')}</Button>
          </Group>
        )}
        {company.viewerCanActivate && ['ACTIVE', 'TERMS_PENDING', 'KYC_PENDING'].includes(activation.state) && (
          <Group>
            <Button variant="default" size="xs" onClick={() => url.set({ remove: 'ask' })}>
              {t('service.remove')}
            </Button>
          </Group>
        )}
        {url.get('remove') && <RemoveService companyId={company.id} onClose={() => url.set({ remove: null })} />}
        {canBegin && step && (
          <ActivationModal companyId={company.id} step={step} onStep={(next) => url.set({ activate: next })} />
        )}
      </Stack>
    </section>
  )
}

function Prices({ lists }: { lists: CompanyServiceQuery['priceLists'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const current = lists
    .filter((list) => today !== undefined && list.validFrom <= today)
    .map((list) => list.validFrom)
    .sort()
    .at(-1)
  return (
    <section className="sheet sheet-padded">
      <Title order={2} fz="sm" mb="xs">
        {t('service.prices')}
      </Title>
      <div className="scroll-x">
        <table className="small-table" style={{ width: '100%' }}>
          <thead>
            <tr>
              <th scope="col">{t('service.validFrom')}</th>
              <th scope="col" className="number">
                {t('service.transferFee')}
              </th>
              <th scope="col" className="number">
                {t('service.recallFee')}
              </th>
              <th scope="col" className="number">
                {t('service.vat')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lists.map((list) => (
              <tr key={list.validFrom}>
                <td>
                  {formats.date(list.validFrom)}
                  {list.validFrom === current && <span className="muted"> · {t('service.inForce')}</span>}
                </td>
                <td className="number">{formats.money(list.transferFee)}</td>
                <td className="number">{formats.money(list.recallFee)}</td>
                <td className="number">{formats.percent(list.vatPercent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text className="small muted" mt="xs">
        {t('service.pricesWithoutVat')}
      </Text>
    </section>
  )
}

function Links({ companyId, company }: { companyId: string; company: Company }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const end = useAct(EndMasterIdLinkDocument)
  const [refusal, setRefusal] = useState<CodedProblem | null>(null)
  const asked = company.links.find((link) => link.masterId.id === url.get('end') && !link.endedAt)

  const confirm = async (link: Link) => {
    const answer = await end.run({ input: { companyId, masterId: link.masterId.id } })
    if (!answer) return
    setRefusal(answer.endMasterIdLink.error)
    if (!answer.endMasterIdLink.error) url.set({ end: null })
  }

  if (company.links.length === 0) {
    return <EmptyState title={t('service.noLinks.title')}>{t('service.noLinks.text')}</EmptyState>
  }
  return (
    <section className="sheet sheet-padded">
      <Title order={2} fz="sm" mb="xs">
        {t('service.links')}
      </Title>
      <Stack gap="md">
        {company.links.map((link) => (
          <Stack key={`${link.masterId.id} ${link.linkedAt}`} gap={6}>
            <Group justify="space-between">
              <span>
                <strong>{link.masterId.name}</strong> <span className="muted">{link.masterId.code}</span>
              </span>
              {link.endedAt ? (
                <span className="muted small">{t('service.linkEnded', { date: formats.moment(link.endedAt) })}</span>
              ) : (
                company.myRoles.length > 0 && (
                  <Button size="xs" variant="default" onClick={() => url.set({ end: link.masterId.id })}>
                    {t('service.endLink')}
                  </Button>
                )
              )}
            </Group>
            <Facts
              facts={[
                { name: t('service.mandate'), value: link.mandate },
                { name: t('service.linkedAt'), value: formats.moment(link.linkedAt) },
                { name: t('service.rights'), value: link.rights.map((right) => t(`right.${right}`)).join(', ') },
              ]}
            />
          </Stack>
        ))}
      </Stack>
      <Modal
        opened={asked !== undefined}
        onClose={() => url.set({ end: null })}
        title={t('service.endLink')}
        closeButtonProps={{ 'aria-label': t('panel.close') }}
      >
        {asked && (
          <Stack>
            <Text>{t('service.endLinkText', { name: asked.masterId.name })}</Text>
            {refusal && <RefusalNote problem={refusal} />}
            {end.fault && <ErrorState fault={end.fault} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => url.set({ end: null })}>
                {t('act.cancel')}
              </Button>
              <Button color="red" loading={end.busy} onClick={() => confirm(asked)}>
                {t('service.endLinkAct', { name: asked.masterId.name })}
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </section>
  )
}

/** The service's state in a company, what it costs, and who else looks after the company. */
export function ServiceTab() {
  const { t } = useTranslation()
  const { companyId = '' } = useParams()
  const { data, fault, retry } = useLatest(CompanyServiceDocument, { variables: { id: companyId } })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data?.company) return <SkeletonRows label={t('shell.loading')} />
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Stack gap="md">
          <Activation company={data.company} />
          <Prices lists={data.priceLists} />
          <ServiceInvoices companyId={companyId} />
          <Fees companyId={companyId} />
          {data.company.viewerCanActivate && <DeadLetters companyId={companyId} />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Stack gap="md">
          <Links companyId={companyId} company={data.company} />
          <NamesAndCosts companyId={companyId} />
        </Stack>
      </Grid.Col>
    </Grid>
  )
}
