import '../src/store/plain.js';
