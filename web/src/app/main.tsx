import '@fontsource-variable/ibm-plex-sans/index.css'
import '@mantine/core/styles.css'
import '@mantine/charts/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/spotlight/styles.css'
import '../ui/ui.css'
import '../ui/table.css'
import { createRoot } from 'react-dom/client'
import { startLanguages } from '../i18n/i18n.ts'
import { App } from './App.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root element')
await startLanguages()
createRoot(root).render(<App />)
