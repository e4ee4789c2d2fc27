import { Api, isAlive, keptKey } from './api.js';
import { Chat } from './chat.js';
import { byId } from './dom.js';
import { Records } from './records.js';

const LOOK_EVERY_MS = 15_000;
const RETRY_EVERY_MS = 3000;

/** The last notice that was shown in this browser. */
const lastNotice = {
  get: () => localStorage.getItem('flrts.notice') ?? '',
  set: (id) => localStorage.setItem('flrts.notice', String(id)),
};

let opened = false;
let waiting = false;

keyFromAddress();
byId('key-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void enter(byId('key').value.trim());
});
byId('sign-out').addEventListener('click', () => {
  keptKey.forget();
  location.reload();
});
addEventListener('hashchange', () => {
  if (keyFromAddress()) location.reload();
});
const key = keptKey.get();
if (key) void enter(key);
else askForKey();

/** The link that `npm start` prints brings the key along; it does not stay in the address or the history. */
function keyFromAddress() {
  const brought = /^#key=(.+)$/.exec(location.hash)?.[1];
  if (!brought) return false;
  keptKey.set(decodeURIComponent(brought));
  history.replaceState(null, '', location.pathname);
  return true;
}

function askForKey(problem = '') {
  say('wait', 'Not signed in');
  byId('desk').hidden = true;
  byId('sign-in').hidden = false;
  byId('sign-out').hidden = true;
  byId('key-problem').textContent = problem;
  byId('key').focus();
}

async function enter(secret) {
  say('wait', 'Connecting…');
  const api = new Api(secret);
  try {
    const conversation = await api.conversation();
    keptKey.set(secret);
    open(api, conversation);
  } catch (error) {
    if (error.kind === 'key') keptKey.forget();
    const isWrong = error.kind === 'key';
    askForKey(
      isWrong
        ? 'That key is not known here, or it was revoked. Check that all of it was pasted.'
        : `${error.message} Is it running?`,
    );
    if (!isWrong) void waitForServer(() => enter(secret));
  }
}

function open(api, conversation) {
  // signed out by the server meanwhile: begin afresh with the new key
  if (opened) return location.reload();
  opened = true;
  byId('sign-in').hidden = true;
  byId('desk').hidden = false;
  byId('sign-out').hidden = false;
  say('up', 'Connected');
  const records = new Records(api, failed);
  const chat = new Chat(
    (id, text) => api.say(id, text).catch(rethrow),
    (receipt) => void answered(receipt),
  );
  chat.show(conversation);
  chat.focus();
  showSide('chat');
  byId('show-chat').addEventListener('click', () => showSide('chat'));
  byId('show-records').addEventListener('click', () => showSide('records'));
  void look();
  setInterval(() => !document.hidden && void look(), LOOK_EVERY_MS);

  async function look() {
    await records.refresh();
    const notices = await api.notices(lastNotice.get()).catch(() => []);
    const last = notices.at(-1);
    if (last) lastNotice.set(last.id);
    chat.tell(notices.map(({ reply }) => reply));
  }

  async function answered({ outcomes }) {
    say('up', 'Connected');
    const touched = await records.showNews(outcomes);
    if (touched && byId('desk').dataset.shown === 'chat') byId('news').hidden = false;
  }

  function failed(error) {
    if (error.kind === 'key') return askForKey('That key no longer works. Paste another.');
    if (error.kind !== 'unreachable') return say('down', error.message);
    say('down', 'FLRTS cannot be reached. Trying again…');
    return void waitForServer(() => {
      say('up', 'Connected');
      chat.retry();
      return records.refresh();
    });
  }

  function rethrow(error) {
    failed(error);
    throw error;
  }
}

/** Looks for the server until it is back, and then goes on. */
async function waitForServer(goOn) {
  if (waiting) return;
  waiting = true;
  do await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
  while (!(await isAlive()));
  waiting = false;
  await goOn();
}

function showSide(side) {
  byId('desk').dataset.shown = side;
  byId('show-chat').ariaPressed = String(side === 'chat');
  byId('show-records').ariaPressed = String(side === 'records');
  if (side === 'records') byId('news').hidden = true;
}

function say(state, words) {
  const connection = byId('connection');
  connection.dataset.state = state;
  connection.textContent = words;
}
