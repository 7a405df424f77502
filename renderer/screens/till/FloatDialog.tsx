import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Float } from '../../../electron/domain/closing'
import { readTypedAmount } from '../../../electron/domain/money'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { FloatSource, FloatText } from '../../components/FloatText'
import { createAct } from '../../lib/act'
import { messageWords } from '../../lib/message-words'
import { refreshStatus } from '../../stores/till'

/** Says what the e-money is: as Chari tells it now, or as a person types it. */
export function FloatDialog({ float, onClose }: { readonly float: Float; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [told, setTold] = useState<Float | 'asking' | 'silent'>('asking')
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [act] = useState(createAct)
  useEffect(() => {
    let here = true
    void request('till.readFloat', {}).then((answer) => {
      if (here) setTold(answer.float.amount === null ? 'silent' : answer.float)
    })
    return () => {
      here = false
    }
  }, [])
  const read = text.trim() === '' ? null : readTypedAmount(text)
  const known = typeof told === 'object'
  const able = !busy && (read?.ok ?? known)
  const save = async (): Promise<void> => {
    if (!able) return
    const said = read?.ok ? ({ source: 'typed', amount: read.value } as const) : ({ source: 'read' } as const)
    setBusy(true)
    try {
      const answer = await request('till.stateFloat', { stateId: act({ ...said, told }), float: said })
      if (!answer.ok) return setProblem(messageWords(answer.message))
      await refreshStatus()
      onClose()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={t('float.dialog')}
      onClose={onClose}
      buttons={
        <>
          <Button cap="Escape" onPress={onClose} testId="float-cancel">
            {t('approval.cancel')}
          </Button>
          <Button kind="primary" cap="Enter" disabled={!able} onPress={() => void save()} testId="float-save">
            {t(read === null ? 'float.take' : 'float.take_typed')}
          </Button>
        </>
      }
    >
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <p>
          {t('float.now')} <FloatText float={float} unit />
        </p>
        <p className="float-told" role="status" data-testid="float-told">
          {known ? (
            <>
              {t('float.told')}{' '}
              <strong>
                <FloatText float={told} unit />
              </strong>{' '}
              <FloatSource float={told} />
            </>
          ) : (
            t(told === 'asking' ? 'float.asking' : 'float.silent')
          )}
        </p>
        <Field
          label={t('float.field')}
          suffix="MAD"
          ltr
          inputMode="decimal"
          autoFocus
          value={text}
          error={problem ?? (read?.ok === false ? t('till.amount_bad') : null)}
          hint={t('float.field_hint')}
          testId="float-input"
          onChange={(typed) => {
            setText(typed)
            setProblem(null)
          }}
        />
        <button type="submit" hidden tabIndex={-1}>
          {t('float.take')}
        </button>
      </form>
    </Dialog>
  )
}
