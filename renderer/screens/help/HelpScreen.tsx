import './help.css'
import { ArrowLeft, BookOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Key } from '../../actions/types'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { KeyCap } from '../../components/KeyCap'
import { DuoLayout, Panel } from '../../components/Layout'
import { useApp } from '../../stores/app'
import { type Step, useCounter } from '../../stores/counter'
import { type TillView, useTill } from '../../stores/till'

const KEYS: readonly (readonly [caps: readonly (Key | 'Tab' | 'ArrowUp' | 'ArrowDown')[], words: string])[] =
  [
    [['Tab'], 'key_tab'],
    [['ArrowUp', 'ArrowDown'], 'key_arrows'],
    [['Alt+1'], 'key_alt'],
    [['Digit1', 'Digit2'], 'key_ticks'],
    [['Delete'], 'key_delete'],
    [['Ctrl+F'], 'key_search'],
    [['Ctrl+T'], 'key_drawer'],
  ]
const FKEYS: readonly (readonly [Key, string])[] = [
  ['Enter', 'key_enter'],
  ['Escape', 'key_escape'],
  ['F1', 'key_f1'],
  ['F2', 'key_f2'],
  ['F3', 'key_f3'],
  ['F5', 'key_f5'],
  ['F7', 'key_f7'],
  ['F8', 'key_f8'],
  ['F9', 'key_f9'],
  ['F10', 'key_f10'],
  ['F11', 'key_f11'],
  ['F12', 'key_f12'],
]
const RULES = ['rule_cash_in', 'rule_cash_out', 'rule_unsure', 'rule_message'] as const

/** Where the manual tells of the same; from anywhere else it opens at its beginning. */
const MANUAL: Readonly<Record<string, { readonly anchor: string }>> = {
  home: { anchor: 'servir-un-client' },
  cash_in: { anchor: 'un-dépôt-pas-à-pas' },
  cash_out: { anchor: 'un-retrait-pas-à-pas' },
  unsure: { anchor: 'résultat-pas-encore-connu' },
  unsettled: { anchor: 'à-régler' },
  history: { anchor: 'lhistorique' },
  opening: { anchor: 'ouvrir-la-caisse' },
  till: { anchor: 'la-caisse-du-jour' },
  day: { anchor: 'la-journée' },
  movement: { anchor: 'entrées-sorties-coffre-banque' },
  count: { anchor: 'compter' },
  sealed: { anchor: 'le-z' },
  closings: { anchor: 'les-clôtures' },
  till_settings: { anchor: 'les-réglages-de-la-caisse' },
  devices: { anchor: 'les-appareils' },
  people: { anchor: 'les-personnes' },
  tariff: { anchor: 'le-barème' },
}

/** The sentence for each view of the till. */
const TILL_TOPIC: Readonly<Record<TillView['name'], string>> = {
  home: 'till',
  movement: 'movement',
  count: 'count',
  sealed: 'sealed',
  closed: 'closings',
  handed: 'till',
  closings: 'closings',
}

/** What the counter shows under the help: its sentence. Before a shift is open, that is its opening. */
function topicOf(step: Step, opened: boolean): string {
  switch (step.name) {
    case 'reference':
      return opened ? 'home' : 'opening'
    case 'choose':
      return 'home'
    case 'quote':
      return step.quote.direction
    case 'operation':
      return step.operation.state === 'unsure' ? 'unsure' : 'outcome'
  }
}

/** Keys, the rules of the cash, and what to do on the screen that F1 was pushed on. */
export function HelpScreen() {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const from = useApp((state) => state.from)
  const opened = useApp((state) => state.status?.till.shift != null)
  const topic = useCounter((state) => topicOf(state.step, opened))
  const tillTopic = useTill((state) => TILL_TOPIC[state.view.name])
  const about = from === 'counter' || from === 'help' ? topic : from === 'till' ? tillTopic : from
  useActions([
    {
      id: 'help_close',
      key: 'Escape',
      label: 'help.close',
      off: null,
      perform: () => go(from === 'help' ? 'counter' : from),
    },
    {
      id: 'help_manual',
      key: 'Alt+1',
      label: 'help.manual',
      off: null,
      perform: async () => {
        await request('app.manual', MANUAL[about] ?? { anchor: '' })
      },
    },
  ])
  return (
    <DuoLayout
      wide
      side={
        <Panel title={t('help.keys')} className="help-keys">
          <dl tabIndex={0}>
            {FKEYS.map(([key, words]) => (
              <div key={key}>
                <dt>
                  <KeyCap of={key} />
                </dt>
                <dd>{t(`help.${words}`)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      }
      row={
        <ActionRow
          start={<ActionButton action="help_close" icon={ArrowLeft} flip size="main" />}
          end={<ActionButton action="help_manual" icon={BookOpen} size="main" testId="open-manual" />}
        />
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a low screen the help must scroll by keyboard */}
      <article className="panel help" tabIndex={0} aria-labelledby="help-title">
        <h1 id="help-title">{t('help.title')}</h1>
        <section>
          <h2>{t('help.now')}</h2>
          <p className="help-now">{t(`help.${about}`)}</p>
        </section>
        <section>
          <h2>{t('help.rules')}</h2>
          <ul className="help-rules">
            {RULES.map((rule) => (
              <li key={rule}>{t(`help.${rule}`)}</li>
            ))}
          </ul>
        </section>
        <section className="help-keys">
          <h2>{t('help.keys')}</h2>
          <dl className="help-two">
            {KEYS.map(([caps, words]) => (
              <div key={words}>
                <dt>
                  {caps.map((cap) => (
                    <KeyCap key={cap} of={cap} />
                  ))}
                </dt>
                <dd>{t(`help.${words}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </article>
    </DuoLayout>
  )
}
