// Dates and hours as the centre writes them, in its own time zone, by its own clock.

const ZONE = "Asia/Ho_Chi_Minh";
const WEEKDAYS = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const DAY = 86_400_000;

const parts = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });
const hours = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hour12: false });

let ahead = 0;

/** Set the clock of the page to another one: the demonstration's. */
export function setClock(iso) {
  ahead = new Date(iso).getTime() - Date.now();
}

/** The present instant, in milliseconds. */
export const now = () => Date.now() + ahead;

/** 2025-06-02 */
export const dayOf = (at) => parts.format(new Date(at));

/** 07:05 */
export const timeOf = (at) => hours.format(new Date(at));

/** 02/06/2025 */
export const dateOf = (at) => dayOf(at).split("-").reverse().join("/");

/** Thứ Hai */
export const weekdayOf = (at) => WEEKDAYS[new Date(`${dayOf(at)}T00:00Z`).getUTCDay()];

/** "Hôm nay", "Hôm qua", or the date. */
export function dayName(at) {
  const day = dayOf(at);
  if (day === dayOf(now())) return "Hôm nay";
  return day === dayOf(now() - DAY) ? "Hôm qua" : dateOf(at);
}
