import '../store/plain.js';
