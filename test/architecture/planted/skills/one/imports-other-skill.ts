import '../other/plain.js';
