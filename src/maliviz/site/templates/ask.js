
(function(){
"use strict";
var scripts={};
function load(address){
return scripts[address]=scripts[address]||new Promise(function(done,fail){
var script=document.createElement("script");
script.async=false;script.src=address;script.onload=done;
script.onerror=function(){delete scripts[address];script.remove();fail()};
document.head.append(script)})}
function linked(){
var found=/^#(figure-[a-z0-9-]+)\?/.exec(location.hash),figure=found&&document.getElementById(found[1]),box=figure&&figure.querySelector(".explore");
if(!box)return;
if(box.explore)return box.explore.restore();
var button=box.querySelector("button");
box.classList.add("wanted");
button.textContent=button.textContent.replace("Explore","Open this view");
figure.querySelector("figcaption").after(box);
figure.scrollIntoView()}
document.querySelectorAll(".explore").forEach(function(box){
var note=box.querySelector("[role=status]"),busy=false;
box.querySelector("button").addEventListener("click",function(){
if(busy)return;
busy=true;
note.textContent=box.explore?"":"Loading …";
Promise.all(box.dataset.scripts.split(" ").map(load)).then(function(){return maliviz.toggle(box)}).then(function(){note.textContent=""},function(){note.textContent="The interactive chart could not be loaded. The picture and the data say the same."}).then(function(){busy=false})})});
addEventListener("hashchange",linked);
linked()
})();
