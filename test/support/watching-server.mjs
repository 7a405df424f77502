import net from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

// A server in a thread of its own: it counts connections and bytes where a blocked main thread can read them.
const counts = new Int32Array(workerData)
const server = net.createServer((socket) => {
  Atomics.add(counts, 0, 1)
  Atomics.notify(counts, 0)
  let answered = false
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    Atomics.add(counts, 1, chunk.length)
    Atomics.notify(counts, 1)
    if (answered) return
    answered = true
    const body = '{"data":{"status":2}}'
    socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  })
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
