// Asked inside a page by report_browser.py; each function gives what is wrong as a list of sentences.
function name_of(element) {
    const text = (element.id || element.getAttribute("aria-label") || element.textContent || "").trim().slice(0, 40);
    return `<${element.tagName.toLowerCase()}> ${JSON.stringify(text)}`;
}

function all(selector, root = document) { return Array.from(root.querySelectorAll(selector)); }

function structure_faults() {
    const faults = [];
    if (document.documentElement.lang !== "en") faults.push("no language");
    if (document.title.includes("owned") && !document.title.includes("<script>")) faults.push("a script of the data ran");
    if (!document.title.trim()) faults.push("no title");
    if (all("h1").length !== 1) faults.push("not one h1");
    if (all("main").length !== 1) faults.push("not one main");
    let level = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6")) {
        const next = Number(heading.tagName[1]);
        if (next > level + 1) faults.push(`${name_of(heading)} skips a level`);
        if (!heading.textContent.trim()) faults.push("an empty heading");
        level = next;
    }
    const ids = all("[id]").map((element) => element.id);
    for (const id of new Set(ids)) {
        if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`id ${id} is there twice`);
    }
    for (const element of all("[aria-labelledby]")) {
        for (const id of element.getAttribute("aria-labelledby").split(" ")) {
            if (!document.getElementById(id)?.textContent.trim()) faults.push(`${name_of(element)} is named by nothing (${id})`);
        }
    }
    for (const element of all("script, iframe, img, object, embed, link, form, input, base, video, audio, svg a, svg image, svg use, foreignObject")) {
        faults.push(`${name_of(element)} does not belong here`);
    }
    for (const element of all("*")) {
        for (const attribute of element.attributes) {
            if (/^on|^style$|^src|^xlink/i.test(attribute.name)) faults.push(`${name_of(element)} has ${attribute.name}`);
        }
    }
    for (const link of all("a[href]")) {
        const to = link.getAttribute("href");
        if (to.startsWith("#") ? !document.getElementById(to.slice(1)) : !/^[A-Za-z0-9_][A-Za-z0-9_.-]*\.html$/.test(to)) faults.push(`a link to ${to}`);
        if (!link.textContent.trim()) faults.push("a link without a word");
    }
    for (const section of all("main section[aria-labelledby]")) {
        if (section.querySelector("figure") && !section.querySelector("table")) faults.push(`${name_of(section.querySelector("h2"))} has a figure and no table`);
        if (!document.querySelector(`nav a[href="#${section.getAttribute("aria-labelledby")}"]`)) faults.push(`${name_of(section)} is not in the contents`);
        if (section.children.length < 2) faults.push(`${name_of(section)} is empty`);
    }
    for (const figure of all("figure")) {
        if (!figure.querySelector("figcaption")?.textContent.trim()) faults.push(`${name_of(figure)} has no caption`);
    }
    for (const drawing of all("svg")) {
        if (drawing.getAttribute("role") !== "img") faults.push(`${name_of(drawing)} is no image to a reader`);
        for (const part of ["title", "desc"]) {
            if (!drawing.querySelector(`:scope > ${part}`)?.textContent.trim()) faults.push(`${name_of(drawing)} has no ${part}`);
        }
    }
    for (const table of all("table")) {
        if (!table.caption?.textContent.trim()) faults.push(`${name_of(table)} has no caption`);
        const columns = all("thead th[scope=col]", table).length;
        if (!table.tBodies[0].rows.length) faults.push(`${name_of(table)} has no row`);
        for (const row of table.tBodies[0].rows) {
            if (row.cells.length !== columns) faults.push(`${name_of(table)} has a row of ${row.cells.length} cells under ${columns} headings`);
            if (row.cells[0].scope !== "row") faults.push(`${name_of(table)} has a row without a heading`);
        }
    }
    // Colour is never alone: what is coloured says so in words.
    for (const tag of all(".tag")) {
        if (!tag.textContent.trim()) faults.push("a coloured tag without a word");
    }
    return faults;
}

function rgb(text) {
    const numbers = (text.match(/[\d.]+/g) || []).map(Number);
    return text === "none" || text === "" || numbers[3] === 0 ? null : numbers;
}

function luminance(colour) {
    const [r, g, b] = colour.slice(0, 3).map((value) => value / 255).map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
}

/// What lies behind an element of the page.
function ground(element) {
    for (let each = element; each; each = each.parentElement) {
        const colour = rgb(getComputedStyle(each).backgroundColor);
        if (colour) return colour;
    }
    return [255, 255, 255];
}

/// Shapes of a drawing that lie behind a label, as far as they are filled; before it in the drawing's order.
function grounds_of_label(label) {
    const box = label.getBoundingClientRect();
    const colours = [];
    for (const shape of all("polygon, circle, rect", label.closest("svg"))) {
        const fill = rgb(getComputedStyle(shape).fill);
        const other = shape.getBoundingClientRect();
        const before = shape.compareDocumentPosition(label) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (fill && before && other.left < box.right - 2 && other.right > box.left + 2 && other.top < box.bottom - 3 && other.bottom > box.top + 3) colours.push(fill);
    }
    // A label with a white outline stands on that.
    return label.getAttribute("paint-order") === "stroke" ? [[255, 255, 255]] : [[255, 255, 255], ...colours];
}

function contrast_faults() {
    const faults = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.textContent.trim() || element.closest("svg, .skip")) continue;
        const value = ratio(rgb(getComputedStyle(element).color), ground(element));
        if (value < 4.5) faults.add(`contrast ${value.toFixed(2)} of ${name_of(element)}`);
    }
    for (const label of all("svg text")) {
        const ink = rgb(getComputedStyle(label).fill);
        for (const paper of grounds_of_label(label)) {
            const value = ratio(ink, paper);
            if (value < 4.5) faults.add(`contrast ${value.toFixed(2)} of ${name_of(label)}`);
        }
    }
    if (luminance(ground(document.body)) < 0.9) faults.add("the page is not light");
    return Array.from(faults);
}

function width_faults() {
    const faults = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of all("main *, header *, footer *")) {
        if (element.closest("svg") !== null && element.tagName !== "svg") continue;
        const box = element.getBoundingClientRect();
        if (box.width && (box.right > width + 1 || box.left < -1) && !element.closest(".scroll")) faults.push(`${name_of(element)} reaches to ${Math.round(box.right)}`);
        const style = getComputedStyle(element);
        if (box.width && style.overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1) faults.push(`${name_of(element)} is cut off`);
    }
    // No cell is laid over its neighbor.
    for (const cell of all("th, td")) {
        if (cell.clientWidth && cell.scrollWidth > cell.clientWidth + 1) faults.push(`${name_of(cell)} is wider than its column`);
    }
    return faults;
}

function print_faults() {
    return all(".scroll").filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => `${name_of(part.querySelector("table, svg") || part)} is ${part.scrollWidth} wide, the paper ${part.clientWidth}`);
}

/// Labels that leave their drawing or lie on each other.
function drawing_faults() {
    const faults = [];
    for (const drawing of all("svg")) {
        const frame = drawing.getBoundingClientRect();
        const labels = all("text", drawing).filter((label) => label.textContent.trim()).map((label) => ({ text: label.textContent, box: label.getBoundingClientRect() }));
        for (const { text, box } of labels) {
            if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) faults.push(`${drawing.querySelector("title").id}: ${JSON.stringify(text.slice(0, 40))} leaves it`);
        }
        labels.forEach((one, index) => {
            for (const other of labels.slice(index + 1)) {
                const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
                const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
                if (wide > 1 && high > 4) faults.push(`${drawing.querySelector("title").id}: ${JSON.stringify(one.text.slice(0, 30))} lies on ${JSON.stringify(other.text.slice(0, 30))}`);
            }
        });
    }
    return faults;
}

/// What lies in a closed fold cannot be reached.
function stops() { return all("a[href], [tabindex='0'], button, input, summary").filter((element) => element.getClientRects().length); }

function folds() { return all("details.fold").length; }

function focus_fold(index) { all("details.fold > summary")[index].focus(); }

/// Every fold has its table behind it, shown or not as wanted; on paper one whose rows stand in a file beside the page stays closed and
/// names the file.
function fold_faults(shown, paper = false) {
    const wanted = (fold) => shown && !(paper && fold.matches(".elsewhere"));
    const faults = all("details.fold.elsewhere").filter((fold) => paper && !fold.querySelector(".paper")?.textContent.includes(".tsv"))
        .map((fold) => `a fold that is not printed names no file: ${name_of(fold)}`);
    return faults.concat(all("details.fold").filter((fold) => {
        const part = fold.nextElementSibling;
        return !part?.matches(".folded") || !part.querySelector("table") || (part.getClientRects().length > 0) !== wanted(fold);
    }).map((fold) => `a fold is ${wanted(fold) ? "closed" : "open"}: ${name_of(fold)}`));
}

function reachable() { return stops().map(name_of); }

function focused() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
        index: stops().indexOf(element), name: name_of(element), ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
        visible: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}

function inside_content() { return document.activeElement.closest("#content") !== null; }
