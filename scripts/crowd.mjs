// A crowd with one birthday: creates users through POST /user, lets a part of them fall due at one
// instant, and says when their messages arrived in the inbox.
//
//   node scripts/crowd.mjs [users 10000] [due 2000] [url http://localhost:8080]
//
// Start it against a new data folder: it changes the hour of the birthday and empties the inbox.
// The inbox keeps 10,000 messages, so `due` is at most that.
import { readFileSync } from 'node:fs';

const [users = 10_000, due = 2_000] = process.argv.slice(2, 4).map(Number);
const url = process.argv[4] ?? 'http://localhost:8080';
const offset = 12 - new Date().getUTCHours();
const zone = offset < 0 ? `Etc/GMT+${-offset}` : `Etc/GMT-${offset}`; // noon there, no midnight near
const LEAD_MS = 20_000;
const WATCH_MS = 6_000;

async function call(method, path, body) {
  const answer = await fetch(url + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

const local = (date) => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(date);
  const part = (type) => parts.find((p) => p.type === type).value;
  return { monthDay: `${part('month')}-${part('day')}`, time: ['hour', 'minute', 'second'].map(part).join(':') };
};

function processorTime() { // of the whole machine, in ticks; Linux only
  try {
    const ticks = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).slice(1).map(Number);
    return { all: ticks.reduce((a, b) => a + b), idle: ticks[3] + ticks[4] };
  } catch {
    return { all: 0, idle: 0 };
  }
}

const busy = (a, b) => `${Math.round(100 * (1 - (b.idle - a.idle) / (b.all - a.all)))} % of the processors busy`;
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

await call('PUT', '/v1/occasions/birthday', { localTime: local(new Date(Date.now() + 3_600_000)).time });
await call('DELETE', '/inbox');
const today = local(new Date()).monthDay;
const another = today === '07-01' ? '01-07' : '07-01';

let before = processorTime();
const begun = performance.now();
const took = [];
for (let i = 0; i < users; i++) {
  const one = performance.now();
  const isDue = Math.floor(((i + 1) * due) / users) > Math.floor((i * due) / users);
  await call('POST', '/user', {
    firstName: `N${i}`, lastName: 'Crowd', timezone: zone, dateOfBirth: `1990-${isDue ? today : another}`,
  });
  took.push(performance.now() - one);
}
took.sort((a, b) => a - b);
console.log(`${users} users created one after another in ${((performance.now() - begun) / 1_000).toFixed(1)} s: `
  + `p50 ${at(took, 0.5).toFixed(1)} ms, p99 ${at(took, 0.99).toFixed(1)} ms; ${busy(before, processorTime())}`);

const instant = new Date(Math.floor((Date.now() + LEAD_MS) / 1_000) * 1_000);
await call('PUT', '/v1/occasions/birthday', { localTime: local(instant).time });
await sleep(instant - Date.now() - 500);
before = processorTime();
await sleep(WATCH_MS);
const after = processorTime();

const received = [];
for (let cursor = ''; cursor !== null;) {
  const page = await call('GET', `/inbox?limit=250${cursor && `&cursor=${cursor}`}`);
  received.push(...page.items);
  cursor = page.next;
}
const delays = received.map((item) => new Date(item.receivedAt) - instant).sort((a, b) => a - b);
console.log(`${due} due at ${instant.toISOString()}: ${received.length} received, `
  + `${new Set(received.map((item) => item.body.id)).size} ids, `
  + `${new Set(received.map((item) => item.body.message)).size} messages; `
  + `first after ${delays[0]} ms, half after ${at(delays, 0.5)} ms, last after ${delays.at(-1)} ms; ${busy(before, after)}`);
