const DAY_MS = 86_400_000;

/** An instant as people say it: "today, 15:00", "tomorrow", "Fri 4 Dec, 09:00". */
export function when(iso, hasTime, now = new Date()) {
  const date = new Date(iso);
  const day = dayOf(date, now);
  return hasTime ? `${day}, ${date.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })}` : day;
}

export function isPast(iso, hasTime, now = new Date()) {
  return hasTime ? new Date(iso) < now : new Date(iso).getTime() + DAY_MS < now.getTime();
}

function dayOf(date, now) {
  const days = Math.round((midnight(date) - midnight(now)) / DAY_MS);
  const near = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days];
  if (near) return near;
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' };
  return date.toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short', ...year });
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
