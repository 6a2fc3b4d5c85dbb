// Every page on which somebody is signed in keeps on this phone what the walk screen shows of them away from home, and
// keeps it anew when an answer such as "I fell" has changed a part of the page.
import { ask } from "./walk/home.js";

ask();
document.addEventListener("htmx:after:swap", ask);
