// Makes the large photo one that is swiped, pinched and zoomed, and turned without a new page.
// Every turn ends in a click on its link in the film strip; then the page around the photo follows.

import { film, follow } from "./photo_turns.js";

const page = document.querySelector(".lightbox");
const figure = page.querySelector(".stage figure");
const CORNERS_PX = 12; // on each side of a picture, for the corners of a picked one
const DEEPEST_ZOOM = 5; // times the whole picture
const AGAIN_MS = 3000; // after the network was away

const PICKED = "#pick[aria-pressed=true], [data-picked]";
// What the page does itself, or what nobody wants here.
const OFF = [
  ...["close", "zoom", "counter", "arrowPrev", "arrowNext", "preloader"],
  ...["loop", "escKey", "arrowKeys", "trapFocus", "returnFocus"],
  ...["closeOnVerticalDrag", "pinchToClose", "clickToCloseNonZoomable"],
  ...["bgClickAction", "tapAction"],
];

let photos = film();
let shown = photos.place;
let viewer;
let isWanted = false; // Space was pressed before the page had followed

const { default: PhotoSwipe } = await import("../vendor/photoswipe@5.4.4/photoswipe.esm.min.js");
await figure.querySelector("img").decode().catch(() => {});
open(shown);
new ResizeObserver(() => viewer.updateSize(true)).observe(figure);
page.addEventListener("click", click);
addEventListener("keydown", press, true);
addEventListener("online", () => setTimeout(() => viewer.currIndex !== shown && turn()));

function open(index) {
  const old = viewer;
  movePin();
  viewer = new PhotoSwipe({
    index,
    appendToEl: figure,
    getViewportSizeFn: () => ({ x: figure.clientWidth + 2 * CORNERS_PX, y: figure.clientHeight }),
    padding: { top: 2 * CORNERS_PX, bottom: 2 * CORNERS_PX, left: CORNERS_PX, right: CORNERS_PX },
    initialZoomLevel: whole,
    secondaryZoomLevel: (zoom) => Math.max(2 * whole(zoom), Math.min(1, 3 * whole(zoom))),
    maxZoomLevel: (zoom) => Math.max(1, DEEPEST_ZOOM * whole(zoom)),
    showHideAnimationType: "none",
    errorMsg: figure.dataset.failed,
    imageClickAction: "zoom",
    ...Object.fromEntries(OFF.map((name) => [name, false])),
  });
  viewer.addFilter("numItems", () => photos.count);
  viewer.addFilter("itemData", (_item, at) => itemOf(photos.links.get(at)));
  viewer.addFilter("placeholderSrc", (_src, content) => content.data.msrc);
  viewer.on("firstZoomPan", ({ slide }) => frame(slide));
  viewer.on("slideDestroy", ({ slide }) => slide.frame?.remove());
  viewer.on("updateScrollOffset", measure);
  viewer.on("wheel", zoomAtCursor);
  viewer.on("keydown", (event) => event.preventDefault());
  viewer.on("openingAnimationEnd", () => figure.classList.add("is-live"));
  viewer.on("change", () => viewer.currIndex !== shown && turn());
  viewer.init();
  viewer.element.removeAttribute("role");
  viewer.setScrollOffset(0, 0);
  old?.destroy();
  movePin(viewer.currSlide.frame);
}

function whole({ elementSize, panAreaSize }) {
  return Math.min(panAreaSize.x / elementSize.x, panAreaSize.y / elementSize.y);
}

function itemOf(link) {
  if (!link) return { html: "" };
  const { proof, width, height, alt } = link.dataset;
  const msrc = link.querySelector("img").src;
  return { src: proof, width: Number(width), height: Number(height), alt, msrc };
}

// Bears the corners of a picked photo and the client's pin; it moves with its picture.
function frame(slide) {
  if (slide.frame || !photos.links.has(slide.index)) return;
  slide.frame = document.createElement("span");
  slide.frame.className = `held ${photos.links.get(slide.index).className}`;
  slide.holderElement.append(slide.frame);
}

// The pin lies in the frame of the photo it belongs to; while that is not known, in no picture.
function movePin(frame = figure.querySelector(".held")) {
  const pin = document.getElementById("pin");
  if (pin && frame) frame.append(pin);
}

// PhotoSwipe believes that it begins at the corner of the window.
function measure() {
  const box = viewer.element.getBoundingClientRect();
  Object.assign(viewer.offset, { x: box.left + scrollX, y: box.top + scrollY });
}

function zoomAtCursor(event) {
  event.preventDefault();
  const { deltaY, deltaMode, clientX, clientY } = event.originalEvent;
  const box = viewer.element.getBoundingClientRect();
  const times = 2 ** (-deltaY * (deltaMode === 1 ? 0.05 : 0.002));
  const cursor = { x: clientX - box.left, y: clientY - box.top };
  viewer.currSlide.zoomTo(viewer.currSlide.currZoomLevel * times, cursor);
}

function click(event) {
  const link = event.target.closest("#strip a, #previous, #following");
  if (!link?.href || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const place = placeOf(link);
  if (place === viewer.currIndex) fetch(link);
  else if (photos.links.has(place)) viewer.goTo(place);
}

function placeOf(link) {
  if (link.id) return viewer.currIndex + (link.id === "following" ? 1 : -1);
  return photos.placeOf(link);
}

function turn() {
  const link = photos.links.get(viewer.currIndex);
  if (!link) return viewer.goTo(shown);
  const side = document.getElementById("side");
  // A note that is being written is sent before its field goes.
  if (side.contains(document.activeElement)) document.activeElement.blur();
  photos.links.get(shown)?.classList.toggle("picked", Boolean(side.querySelector(PICKED)));
  movePin();
  side.inert = true;
  page.classList.add("is-turning");
  paint();
  // Not click(), which does nothing while a click on this very link is being answered.
  return link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
}

async function fetch(link) {
  const wanted = viewer.currIndex;
  if (!(await follow(figure, link))) {
    setTimeout(() => isWaitingFor(link) && turn(), AGAIN_MS);
    return;
  }
  const { count } = photos;
  photos = film();
  shown = photos.place;
  // Turned again meanwhile: the answer to that is on its way.
  if (viewer.currIndex !== wanted) document.getElementById("side").inert = true;
  else arrive(count);
  paint();
}

// A photo taken out of a filtered wall is gone, so places behind it are others now.
function arrive(count) {
  page.classList.remove("is-turning");
  if (shown !== viewer.currIndex || count !== photos.count) open(shown);
  else movePin(viewer.currSlide.frame);
  if (isWanted) document.getElementById("pick")?.click();
  isWanted = false;
}

function isWaitingFor(link) {
  return viewer.currIndex !== shown && photos.links.get(viewer.currIndex) === link;
}

function paint() {
  for (const { slide } of viewer.mainScroll.itemHolders) {
    const link = slide && photos.links.get(slide.index);
    if (link && slide.frame) slide.frame.className = `held ${link.className}`;
  }
}

function press(event) {
  const isZoomed = viewer.currSlide.currZoomLevel > viewer.currSlide.zoomLevels.initial;
  if (event.key === "Escape" && isZoomed) viewer.toggleZoom();
  else if (event.key === " " && page.classList.contains("is-turning")) isWanted = true;
  else return;
  event.preventDefault();
  event.stopPropagation();
}
