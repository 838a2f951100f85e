import { ServerError } from '@apollo/client/errors'
import { useState } from 'react'
import { type Fault, toFault } from './fault.ts'

export type FileFormat = 'csv' | 'xlsx'

/** Has the server write a list to a file, and hands the file to the browser. */
async function exportFile(path: string, asked: object): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  })
  if (!response.ok) {
    throw new ServerError(response.statusText, { response, bodyText: await response.text() })
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'duetto'
  save(name, await response.blob())
}

function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** Hands a text that the page has, such as a CSV file, to the browser. */
export function saveText(name: string, text: string): void {
  save(name, new Blob([text], { type: 'text/csv;charset=utf-8' }))
}

/** A page's export; while a file is being written, another is not asked for. */
export function useExport(path: string) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault>()
  const run = async (asked: Record<string, unknown> & { format: FileFormat }) => {
    if (busy) return
    setBusy(true)
    setFault(undefined)
    try {
      await exportFile(path, asked)
    } catch (error) {
      setFault(toFault(error))
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, fault }
}
