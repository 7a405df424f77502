import { sendWebhooks } from './support/webhook-sender'

sendWebhooks()
